using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.Visits;

/// <summary>Times to choose from were offered.</summary>
public sealed record VisitTimesProposed(Job Job, Visit Visit, VisitParty By, IReadOnlyList<VisitSlot> Slots) : IDomainEvent;

/// <param name="Previous">when it was to be before; null where it is new.</param>
public sealed record VisitAgreed(Job Job, Visit Visit, VisitParty By, WorksDates Dates, WorksDates? Previous) : IDomainEvent;

/// <param name="Start">null where only slots ended.</param>
public sealed record VisitCalledOff(Job Job, Visit Visit, VisitParty By, DateOnly? Start, string? Reason) : IDomainEvent;

/// <summary>Nobody let them in.</summary>
public sealed record VisitWithoutAccess(Job Job, Visit Visit, DateOnly Start, string Reason) : IDomainEvent;
