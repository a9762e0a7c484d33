using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.UnitTests.Jobs;

/// <summary>Jobs as the tests of their life need them.</summary>
internal static class JobInStatus
{
    public const long Firm = 20;
    public static readonly DateTimeOffset RaisedAt = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = RaisedAt.AddDays(1);

    public static readonly DateOnly Today = new(2026, 3, 17);

    public static JobDetails Details { get; } = new() { Title = "Boiler repair", Description = "No hot water.", PriorityId = 2, JobTypeId = 3, AddressId = 5 };

    public static Actor Actor(JobParty party) => party == JobParty.Product
        ? PropOps.Domain.Kernel.Actor.Product
        : new Actor(7, Guid.CreateVersion7(), party.ToString(), Enum.Parse<AccountType>(party.ToString()), Via.Ui);

    /// <summary>On the day after the job was raised.</summary>
    public static JobCircumstances Circumstances(JobParty party, JobMoney? money = null) => new(party, money ?? JobMoney.None) { Today = Today };

    public static Job New(long? ownerId = 3)
    {
        var job = Job.New(Details with { OwnerId = ownerId }, CreatedVia.Ui, Actor(JobParty.Staff));
        job.Open("JOB-", Actor(JobParty.Staff), RaisedAt).Commit(null, (_, _) => null);
        job.ClearDomainEvents();
        return job;
    }

    /// <summary>A job that stands in the status, whichever way it came there; some ways belong to records that are still to come.</summary>
    public static Job In(JobStatus status, AssignmentState assignment, bool presenceRequired = false)
    {
        var job = New();
        Set(nameof(Job.Status), status);
        Set(nameof(Job.PresenceRequired), presenceRequired);
        if (assignment != AssignmentState.None)
        {
            Set(nameof(Job.ContractorId), Firm);
            Set(nameof(Job.AssignmentState), assignment);
        }

        if (status == JobStatus.OnHold)
        {
            Set(nameof(Job.Hold), new JobHold(HoldReason.AwaitingParts, null, RaisedAt, null, JobStatus.InProgress));
        }

        if (status == JobStatus.Archived)
        {
            Set(nameof(Job.ArchivedFrom), JobStatus.Cancelled);
        }

        return job;

        void Set(string property, object value) => typeof(Job).GetProperty(property)!.SetValue(job, value);
    }

    /// <summary>A visit of an open job that stands in the status: one that is confirmed is for yesterday, and slots are open to move it.</summary>
    public static Visit Visit(Job job, VisitStatus status, JobParty proposedBy = JobParty.Staff)
    {
        if (status != VisitStatus.Proposed)
        {
            Take(job, JobParty.Staff, new VisitStep(VisitAction.Book, null) { Dates = new WorksDates(Today.AddDays(-1), null, 2) });
        }

        var visit = job.Visits.Count > 0 ? job.Visits[^1] : null;
        if (status is VisitStatus.Proposed or VisitStatus.Confirmed)
        {
            Take(job, proposedBy, new VisitStep(VisitAction.Propose, visit) { Slots = Slots });
        }
        else
        {
            Take(job, JobParty.Staff, Step(status == VisitStatus.Cancelled ? VisitAction.Cancel : Enum.Parse<VisitAction>(status.ToString()), visit));
        }

        job.ClearDomainEvents();
        return job.Visits[^1];
    }

    /// <summary>The action with everything it may need.</summary>
    public static VisitStep Step(VisitAction action, Visit? visit) => new(action, visit)
    {
        Slots = Slots,
        Slot = 2,
        Dates = new WorksDates(Today.AddDays(1), null, 2),
        Outcome = visit?.Status == VisitStatus.Done ? VisitStatus.NoAccess : VisitStatus.Done,
        Reason = "Because of the test",
    };

    public static void Take(Job job, JobParty party, VisitStep step, JobCircumstances? circumstances = null)
    {
        var revision = job.Revise(Actor(party), Later, circumstances ?? Circumstances(party));
        revision.Do(step);
        revision.Commit(step.Reason, (_, _) => null);
    }

    /// <summary>Yesterday, today, and the day after tomorrow.</summary>
    public static IReadOnlyList<VisitSlot> Slots { get; } = [new(1, Today.AddDays(-1), null, 2), new(2, Today, null, 3), new(3, Today.AddDays(2), Today.AddDays(3), null)];

    /// <summary>The action with everything it may need.</summary>
    public static JobStep Step(JobAction action, bool accepted = true) => new(action)
    {
        Visit = action == JobAction.Schedule ? Step(VisitAction.Book, null) : null,
        Reason = "Because of the test",
        ContractorId = Firm + 1,
        CountsAsAccepted = accepted,
        Report = new CompletionReport("Changed the valve", Later, null, null, FollowUpNeeded: false, null, 7),
    };
}
