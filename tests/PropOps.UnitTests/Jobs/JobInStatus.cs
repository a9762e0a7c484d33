using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.UnitTests.Jobs;

/// <summary>Jobs as the tests of their life need them.</summary>
internal static class JobInStatus
{
    public const long Firm = 20;
    public static readonly DateTimeOffset RaisedAt = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = RaisedAt.AddDays(1);

    public static JobDetails Details { get; } = new() { Title = "Boiler repair", Description = "No hot water.", PriorityId = 2, JobTypeId = 3, AddressId = 5 };

    public static Actor Actor(JobParty party) => party == JobParty.Product
        ? PropOps.Domain.Kernel.Actor.Product
        : new Actor(7, Guid.CreateVersion7(), party.ToString(), Enum.Parse<AccountType>(party.ToString()), Via.Ui);

    public static JobCircumstances Circumstances(JobParty party, JobMoney? money = null) => new(party, money ?? JobMoney.None);

    public static Job New(long? ownerId = 3)
    {
        var job = Job.New(Details with { OwnerId = ownerId }, CreatedVia.Ui, Actor(JobParty.Staff));
        job.Open("JOB-", Actor(JobParty.Staff), RaisedAt).Commit(null, (_, _) => null);
        job.ClearDomainEvents();
        return job;
    }

    /// <summary>A job that stands in the status, whichever way it came there; some ways belong to records that are still to come.</summary>
    public static Job In(JobStatus status, AssignmentState assignment)
    {
        var job = New();
        Set(nameof(Job.Status), status);
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

    /// <summary>The action with everything it may need.</summary>
    public static JobStep Step(JobAction action, bool accepted = true) => new(action)
    {
        Reason = "Because of the test",
        ContractorId = Firm + 1,
        CountsAsAccepted = accepted,
        Report = new CompletionReport("Changed the valve", Later, null, null, FollowUpNeeded: false, null, 7),
    };
}
