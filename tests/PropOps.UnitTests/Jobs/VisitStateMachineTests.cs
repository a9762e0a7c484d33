using System.Text.Json;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;
using PropOps.UnitTests.Contract;
using static PropOps.UnitTests.Jobs.JobInStatus;

namespace PropOps.UnitTests.Jobs;

/// <summary>The life of a visit, row by row, as the contract's table says.</summary>
public sealed class VisitStateMachineTests
{
    private static readonly ContractStateMachine Contract = WireContract.Read().Groups.Single(group => group.VisitStateMachine is not null).VisitStateMachine!;

    private static IEnumerable<TestCaseData> EveryRowForEveryParty =>
        from row in Contract.Rows
        from status in row.From
        from party in Enum.GetValues<JobParty>()
        select new TestCaseData(row.Number, status, party);

    private static IEnumerable<TestCaseData> WhatNoRowHas =>
        from status in Enum.GetValues<VisitStatus>()
        from action in Enum.GetValues<VisitAction>()
        where !Contract.Rows.Any(row => row.Action == Word(action) && row.From.Contains(Word(status)))
        from party in Enum.GetValues<JobParty>()
        select new TestCaseData(status, action, party);

    [Test]
    public void The_table_is_the_contracts() => Assert.That(
        VisitStateMachine.Rows.Select(row => Line(
            row.Number, row.From.Select(status => status is { } known ? Word(known) : "none"), Word(row.Action), row.To is { } to ? Word(to) : "outcome",
            row.By.Select(party => party.ToString()), row.NeedsReason, row.If.Select(condition => condition.Name), row.Events.Select(told => told.Name))),
        Is.EqualTo(Contract.Rows.Select(row => Line(row.Number, row.From, row.Action, row.To, row.By, row.NeedsReason, row.If, row.Events))));

    [TestCaseSource(nameof(EveryRowForEveryParty))]
    public void A_row_is_for_those_it_names(int number, string from, JobParty party)
    {
        var row = Contract.Rows.Single(candidate => candidate.Number == number);
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = from == "none" ? null : Visit(job, Status(from));
        var step = Step(Action(row.Action), visit);

        if (!row.By.Contains(party.ToString()))
        {
            Assert.That(() => Take(job, party, step), Throws.InstanceOf<ForbiddenRefusal>());
            return;
        }

        if (row.If.Contains("C: a photo") && party == JobParty.Contractor)
        {
            Assert.That(() => Take(job, party, step), Throws.InstanceOf<InvalidRefusal>().With.Property(nameof(InvalidRefusal.Field)).EqualTo("photo"));
            return;
        }

        Take(job, party, step);

        Assert.That(job.Visits.Single().Status, Is.EqualTo(row.To == "outcome" ? step.Outcome : Status(row.To)));
        Assert.That(job.DomainEvents.Select(Name), Is.EqualTo(row.Events));
        Assert.That(job.UpdatedAt, Is.EqualTo(Later), "LIST-7: a job counts as updated by a visit");
        AssertFollows(job);
    }

    [TestCaseSource(nameof(WhatNoRowHas))]
    public void What_no_row_has_is_a_conflict_for_everybody(VisitStatus from, VisitAction action, JobParty party)
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, from);

        Assert.That(() => Take(job, party, Step(action, visit)), Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(
            $"This visit is {Word(from).Replace('_', ' ')} and cannot be changed in this way"));
    }

    [Test]
    public void Visits_are_for_open_jobs([Values] JobStatus status, [Values(VisitAction.Propose, VisitAction.Cancel, VisitAction.Done)] VisitAction action)
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Confirmed);
        typeof(Job).GetProperty(nameof(Job.Status))!.SetValue(job, status);
        void Do() => Take(job, JobParty.Staff, Step(action, visit));

        var words = status switch
        {
            JobStatus.Archived => "Job JOB-000 is archived and read-only. Unarchive it first.",
            JobStatus.Closed or JobStatus.Cancelled => $"Job JOB-000 is {status.Name()} and can no longer be edited",
            JobStatus.Completed => $"Job JOB-000 is Completed: {(action == VisitAction.Done ? "outcome" : Word(action))} is not possible. Possible now: close, reopen, delete",
            JobStatus.Invoiced => $"Job JOB-000 is Invoiced: {(action == VisitAction.Done ? "outcome" : Word(action))} is not possible. Possible now: close, delete",
            _ => null,
        };
        Assert.That(Do, words is null ? Throws.Nothing : Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(words));
    }

    [Test]
    public void Conditions_refuse_in_their_own_words()
    {
        var offered = In(JobStatus.Open, AssignmentState.Offered);
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Confirmed);
        Take(job, JobParty.Staff, new VisitStep(VisitAction.Move, visit) { Dates = new WorksDates(Today.AddDays(1), null, null) });
        Take(job, JobParty.Staff, Step(VisitAction.Propose, visit));

        Assert.Multiple(() =>
        {
            Refuses("C: assignment accepted", offered, JobParty.Contractor, Step(VisitAction.Propose, null));
            Refuses("the slot is open", job, JobParty.Staff, Step(VisitAction.Confirm, visit) with { Slot = 1 });
            Refuses("the slot is open", job, JobParty.Staff, Step(VisitAction.Confirm, visit) with { Slot = 5 });
            Refuses("its day has come", job, JobParty.Staff, Step(VisitAction.Done, visit));
        });

        static void Refuses(string condition, Job job, JobParty party, VisitStep step) => Assert.That(
            () => Take(job, party, step),
            Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(Contract.Conditions[condition].Replace("{ref}", job.JobRef).Replace("{date}", "2026-03-18")));
    }

    [Test]
    public void An_outcome_without_access_and_a_correction_say_why([Values(VisitAction.NoAccess, VisitAction.Correct)] VisitAction action)
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, action == VisitAction.Correct ? VisitStatus.PartDone : VisitStatus.Confirmed);

        Assert.That(() => Take(job, JobParty.Staff, Step(action, visit) with { Reason = null }), Throws.InstanceOf<InvalidRefusal>().With.Property(nameof(InvalidRefusal.Field)).EqualTo("reason"));
    }

    [Test]
    public void What_stands_already_is_no_correction()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Done);

        Assert.That(
            () => Take(job, JobParty.Staff, Step(VisitAction.Correct, visit) with { Outcome = VisitStatus.Done }),
            Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo("This visit is done and cannot be changed in this way"));
    }

    /// <summary>Who may say yes to whose slots, and who may book without asking.</summary>
    [TestCase(JobParty.Staff, JobParty.Staff, false, true, null)]
    [TestCase(JobParty.Agent, JobParty.Contractor, true, true, null)]
    [TestCase(JobParty.Contractor, JobParty.Agent, true, false, null)]
    [TestCase(JobParty.Contractor, JobParty.Tenant, true, false, null)]
    [TestCase(JobParty.Contractor, JobParty.Contractor, false, true, null)]
    [TestCase(JobParty.Contractor, JobParty.Contractor, true, true, "The tenant wants to be there. Propose times instead.")]
    [TestCase(JobParty.Contractor, JobParty.Contractor, false, false, "You do not have permission to perform this action")]
    [TestCase(JobParty.Tenant, JobParty.Contractor, true, false, null)]
    [TestCase(JobParty.Tenant, JobParty.Agent, false, true, null)]
    [TestCase(JobParty.Tenant, JobParty.Tenant, false, true, "These times wait for the agency or the contractor.")]
    public void VIS_3_slots_are_confirmed_by_another_party(JobParty confirmer, JobParty proposer, bool presenceRequired, bool contractorsMaySchedule, string? refusal)
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted, presenceRequired);
        var visit = Visit(job, VisitStatus.Proposed, proposer);
        var circumstances = Circumstances(confirmer) with { ContractorsMaySchedule = contractorsMaySchedule };
        void Confirm() => Take(job, confirmer, Step(VisitAction.Confirm, visit), circumstances);

        Assert.That(VisitStateMachine.Confirmable(job, visit, circumstances).Select(slot => slot.Position), Is.EqualTo(refusal is null ? [2, 3] : Array.Empty<int>()), "yesterday's is no longer open");
        Assert.That(Confirm, refusal is null ? Throws.Nothing : Throws.InstanceOf<Refusal>().With.Message.EqualTo(refusal));
    }

    [TestCase(false, true, null)]
    [TestCase(true, true, "The tenant wants to be there. Propose times instead.")]
    [TestCase(false, false, "You do not have permission to perform this action")]
    public void VIS_3_a_contractor_schedules_at_once_where_they_may(bool presenceRequired, bool contractorsMaySchedule, string? refusal)
    {
        var circumstances = Circumstances(JobParty.Contractor) with { ContractorsMaySchedule = contractorsMaySchedule };
        var job = In(JobStatus.Assigned, AssignmentState.Accepted, presenceRequired);
        Take(job, JobParty.Staff, Step(VisitAction.Book, null));
        void Move() => Take(job, JobParty.Contractor, Step(VisitAction.Move, job.Visits[0]), circumstances);
        void Cancel() => Take(job, JobParty.Contractor, Step(VisitAction.Cancel, job.Visits[0]), circumstances);

        Assert.That(Move, refusal is null ? Throws.Nothing : Throws.InstanceOf<Refusal>().With.Message.EqualTo(refusal));
        Assert.That(Cancel, contractorsMaySchedule ? Throws.Nothing : Throws.InstanceOf<ForbiddenRefusal>());
    }

    [Test]
    public void A_contractor_who_may_not_schedule_still_takes_their_own_proposal_back()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Proposed, JobParty.Contractor);

        Take(job, JobParty.Contractor, Step(VisitAction.Cancel, visit), Circumstances(JobParty.Contractor) with { ContractorsMaySchedule = false });

        Assert.That((visit.Status, visit.CancelledBy), Is.EqualTo((VisitStatus.Cancelled, VisitParty.Contractor)));
    }

    /// <summary>VIS-1, read anew from the visits.</summary>
    internal static void AssertFollows(Job job)
    {
        var ordered = job.Visits.Where(visit => visit.Start is not null).OrderBy(visit => visit.Start).ThenBy(visit => visit.Number).ToList();
        var expected = ordered.Find(visit => visit.Status == VisitStatus.Confirmed)
            ?? ordered.FindLast(visit => visit.Status is VisitStatus.Done or VisitStatus.PartDone or VisitStatus.NoAccess);
        Assert.That((job.WorksStart, job.WorksEnd, job.TimeRangeId), Is.EqualTo((expected?.Start, expected?.End, expected?.TimeRangeId)));
    }

    private static string Name(IDomainEvent told) => told switch
    {
        VisitTimesProposed => "visit.proposed",
        VisitAgreed => "visit.confirmed",
        VisitCalledOff => "visit.cancelled",
        VisitWithoutAccess => "visit.no_access",
        _ => told.GetType().Name,
    };

    private static string Line(
        int number, IEnumerable<string> from, string action, string to, IEnumerable<string> by, bool needsReason, IEnumerable<string> conditions, IEnumerable<string> events) =>
        JsonSerializer.Serialize(new { number, from, action, to, by, needsReason, conditions, events });

    private static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static VisitStatus Status(string word) => Enum.GetValues<VisitStatus>().Single(status => Word(status) == word);

    private static VisitAction Action(string word) => Enum.GetValues<VisitAction>().Single(action => Word(action) == word);
}
