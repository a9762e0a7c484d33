using System.Text.Json.Serialization;
using AutoMapper;
using PropOps.Application.Lookups;
using PropOps.Application.UseCases;
using PropOps.Domain.Lookups;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>Everything that a job form needs, in its configured order.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetJobLookups
{
    public bool IncludeInactive { get; init; }
}

public sealed record JobLookups(
    IReadOnlyList<StatusItem> Statuses,
    IReadOnlyList<PriorityItem> Priorities,
    IReadOnlyList<JobTypeItem> JobTypes,
    IReadOnlyList<TimeRangeItem> TimeRanges,
    IReadOnlyList<DocumentTypeItem> DocumentTypes,
    IReadOnlyList<TagItem> Tags,
    IReadOnlyList<string> PhotoCategories,
    IReadOnlyList<string> CertTypes,
    IReadOnlyList<object> CustomFields,
    IReadOnlyList<PaymentStatusItem> PaymentStatuses,
    UploadLimits Uploads,
    IReadOnlyList<string> HoldReasons);

public sealed record StatusItem([property: JsonPropertyName("ID")] int Id, string Name, string Stage, bool Open, string? Colour, bool IsActive);

public sealed record PriorityItem([property: JsonPropertyName("ID")] int Id, string Name, int Rank, string? Colour, bool IsActive);

public sealed record JobTypeItem(
    [property: JsonPropertyName("ID")] int Id, string Name, string? TitleSuggestion, string? DescriptionTemplate, string? DocumentTemplate, string? RequiredCertType, int? DocumentTypeId,
    IReadOnlyList<ChecklistItem> Checklist, IReadOnlyList<StageTarget> StageTargets, bool IsActive);

public sealed record ChecklistItem(
    string Text, string Type, bool Required, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Choices);

/// <param name="After">the stage that must be done before this one starts.</param>
public sealed record StageTarget(string Name, int WorkingDays, string? After);

public sealed record TimeRangeItem([property: JsonPropertyName("ID")] int Id, string Name, TimeOnly? Start, TimeOnly? End, bool IsActive);

public sealed record DocumentTypeItem([property: JsonPropertyName("ID")] int Id, string Name, bool Expires, IReadOnlyList<string> VisibleTo, bool IsActive);

public sealed record TagItem([property: JsonPropertyName("ID")] int Id, string Name, string? Colour, bool IsActive);

public sealed record PaymentStatusItem([property: JsonPropertyName("ID")] int Id, string Name);

public sealed record UploadLimits(PhotoLimits Photo, DocumentLimits Document)
{
    /// <summary>No file is taken yet.</summary>
    internal static UploadLimits None { get; } = new(new PhotoLimits([], MaxBytes: 0), new DocumentLimits([], MaxBytes: 0, MaxVideoBytes: 0));
}

public sealed record PhotoLimits(IReadOnlyList<string> Extensions, long MaxBytes);

public sealed record DocumentLimits(IReadOnlyList<string> Extensions, long MaxBytes, long MaxVideoBytes);

internal sealed class GetJobLookupsHandler(ILookups lookups, IMapper mapper) : IHandler<GetJobLookups, JobLookups>
{
    private static readonly string[] PhotoCategories = ["before", "during", "after", "signature", "other"];
    private static readonly string[] HoldReasons = ["awaiting_parts", "awaiting_access", "awaiting_approval", "tenant_unavailable", "weather", "other"];

    public Task<JobLookups> Handle(GetJobLookups request, CancellationToken cancellationToken) => Task.FromResult(new JobLookups(
        Shown<StatusLookup, StatusItem>(request),
        Shown<PriorityLookup, PriorityItem>(request),
        Shown<JobTypeLookup, JobTypeItem>(request),
        Shown<TimeRangeLookup, TimeRangeItem>(request),
        Shown<DocumentTypeLookup, DocumentTypeItem>(request),
        Shown<TagLookup, TagItem>(request),
        PhotoCategories,
        [.. lookups.All<JobTypeLookup>().Select(row => row.RequiredCertType).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        CustomFields: [],
        PaymentStatuses: [],
        UploadLimits.None,
        HoldReasons));

    private IReadOnlyList<TItem> Shown<TLookup, TItem>(GetJobLookups request)
        where TLookup : Lookup =>
        mapper.Map<IReadOnlyList<TItem>>(lookups.All<TLookup>().Where(row => row.IsActive || request.IncludeInactive));
}
