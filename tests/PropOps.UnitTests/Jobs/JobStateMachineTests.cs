using System.Globalization;
using System.Text.Json;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;
using PropOps.UnitTests.Contract;
using static PropOps.UnitTests.Jobs.JobInStatus;

namespace PropOps.UnitTests.Jobs;

/// <summary>The life of a job, row by row, as the contract's table says.</summary>
public sealed class JobStateMachineTests
{
    private static readonly ContractStateMachine Contract = WireContract.Read().Groups.Single(group => group.StateMachine is not null).StateMachine!;
    private static readonly JobMoney Invoiced = new(IsLocked: true, MayBeClosed: false, HasRecords: true, "INV-1", "Unpaid");

    private static IEnumerable<TestCaseData> EveryRowForEveryParty =>
        from row in Contract.Rows
        from status in row.From
        where status != "none"
        from party in Enum.GetValues<JobParty>()
        select new TestCaseData(row.Number, Status(status), party);

    private static IEnumerable<TestCaseData> EveryWayToMakeOne =>
        from row in Contract.Rows
        where row.From.Contains("none")
        from party in Enum.GetValues<JobParty>()
        select new TestCaseData(row.Number, party);

    private static IEnumerable<TestCaseData> WhatNoRowHas =>
        from status in Enum.GetValues<JobStatus>()
        from action in Enum.GetValues<JobAction>()
        where !Has(action, status)
        from party in new[] { JobParty.Staff, JobParty.Agent, JobParty.Contractor }
        select new TestCaseData(status, action, party);

    // The wishes of a recalled job are some whose own rows are still to come.
    private static IEnumerable<TestCaseData> EveryPair =>
        from own in Enum.GetValues<JobStatus>()
        from wanted in Enum.GetValues<JobStatus>()
        where Wish(own, wanted) is not { } wish || Has(Enum.Parse<JobAction>(wish.Action, ignoreCase: true), own)
        select new TestCaseData(own, wanted);

    [Test]
    public void The_table_is_the_contracts() => Assert.That(
        JobStateMachine.Rows.Select(row => Line(
            row.Number, row.From.Select(status => status is { } known ? Number(known) : "none"), Word(row.Action), row.To.Word, row.By.Select(party => party.ToString()), row.Accepted?.ToString().ToLowerInvariant(), row.NeedsReason,
            row.If.Select(condition => condition.Name), row.Events.Select(told => told.Name), row.Specific)),
        Is.EqualTo(Contract.Rows.Select(row => Line(
            row.Number, row.From, row.Action, row.To, row.By, row.Accepted, row.NeedsReason, row.If, row.Events, row.Specific))));

    [Test]
    public void The_wishes_are_the_contracts() => Assert.That(
        JobStateMachine.ByStatusId.Select(wish => $"{string.Join(' ', wish.From.Select(Number))} to {wish.To.Word}: {Word(wish.Action)}"),
        Is.EqualTo(Contract.ByStatusId.Select(wish => $"{string.Join(' ', wish.From)} to {wish.To}: {wish.Action}")));

    [TestCaseSource(nameof(EveryWayToMakeOne))]
    public void A_job_is_made_by_those_its_row_names(int number, JobParty party)
    {
        var row = Contract.Rows.Single(candidate => candidate.Number == number);
        var job = Job.New(Details, CreatedVia.Ui, Actor(party));
        JobRevision Make() => job.Open("JOB-", Actor(party), RaisedAt, Step(JobAction.Create, accepted: row.Accepted == "true"));

        if (!row.By.Contains(party.ToString()))
        {
            Assert.That(Make, Throws.InstanceOf<ForbiddenRefusal>());
            return;
        }

        Make().Commit(null, (_, _) => null);

        Assert.That(job.Status, Is.EqualTo(Status(row.To)));
        Assert.That(job.AssignmentState, Is.EqualTo(row.Accepted == "true" ? AssignmentState.Accepted : AssignmentState.None));
        Assert.That(job.DomainEvents.Select(told => told.GetType()), Is.EqualTo(row.Events.Select(name => name == "job.created" ? typeof(JobRaised) : typeof(ContractorGiven))));
        Assert.That(job.Commits.Single().Kind, Is.EqualTo(CommitKind.Created));
    }

    [TestCaseSource(nameof(EveryRowForEveryParty))]
    public void A_row_is_for_those_it_names(int number, JobStatus from, JobParty party)
    {
        var row = Contract.Rows.Single(candidate => candidate.Number == number);
        var action = Enum.Parse<JobAction>(row.Action, ignoreCase: true);
        var job = In(from, row.If.Contains("assignment offered") ? AssignmentState.Offered : AssignmentState.Accepted);
        var step = StepFor(job, action, party, accepted: row.Accepted != "false");
        var revision = job.Revise(Actor(party), Later, Circumstances(party));
        var isOfAnotherRow = Contract.Rows.Any(other => other.Number != number && other.Action == row.Action && other.From.Contains(Number(from)) && other.By.Contains(party.ToString())
            && other.Accepted == row.Accepted);
        if (isOfAnotherRow)
        {
            return;
        }

        if (!row.By.Contains(party.ToString()))
        {
            Assert.That(() => revision.Do(step), Throws.InstanceOf<ForbiddenRefusal>());
            return;
        }

        revision.Do(step);
        revision.Commit(step.Reason, (_, _) => null);

        Assert.That(job.Status, Is.EqualTo(Destination(row.To, from)));
        if (action != JobAction.Delete)
        {
            var moved = job.DomainEvents.OfType<JobStatusMoved>().ToList();
            Assert.That(moved.Select(told => (told.From, told.To, told.SpecificEvent)), Is.EqualTo(job.Status == from ? [] : new[] { (from, job.Status, row.Specific) }));
            Assert.That(job.DomainEvents.Count, Is.EqualTo((action == JobAction.Schedule ? 1 : row.Events.Count) + moved.Count));
        }
    }

    [TestCaseSource(nameof(WhatNoRowHas))]
    public void What_no_row_has_is_a_conflict_for_everybody(JobStatus from, JobAction action, JobParty party)
    {
        var job = In(from, AssignmentState.Accepted);

        Assert.That(() => job.Revise(Actor(party), Later, Circumstances(party)).Do(Step(action)), Throws.InstanceOf<ConflictRefusal>());
        Assert.That(job.Status, Is.EqualTo(from));
    }

    [Test]
    public void Allowed_actions_are_what_happens([Values] JobStatus from, [Values] AssignmentState assignment, [Values] JobParty party, [Values] bool isInvoiced)
    {
        var money = isInvoiced ? Invoiced : JobMoney.None;
        var circumstances = Circumstances(party, money);
        foreach (var row in JobStateMachine.RowsFor(In(from, assignment), circumstances))
        {
            var job = In(from, assignment);
            var blockedBy = row.BlockedBy(job, circumstances);
            var step = party == JobParty.Tenant ? new JobStep(row.Action) { Visit = Step(VisitAction.Confirm, Visit(job, VisitStatus.Proposed, JobParty.Tenant)) } : Step(row.Action, row.Accepted ?? true);
            var revision = job.Revise(Actor(party), Later, circumstances);
            if (blockedBy is null)
            {
                Assert.That(() => revision.Do(step), Throws.Nothing, $"row {row.Number}");
                Assert.That(job.Status, Is.EqualTo(row.To.Of(In(from, assignment), money) ?? from));
            }
            else
            {
                Assert.That(() => revision.Do(step), Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(blockedBy), $"row {row.Number}");
            }
        }
    }

    [TestCase("assignment offered", JobStatus.Open, AssignmentState.None, JobAction.Accept, JobParty.Staff)]
    [TestCase("a contractor is on it", JobStatus.Open, AssignmentState.None, JobAction.Decline, JobParty.Staff)]
    [TestCase("C: assignment accepted", JobStatus.Open, AssignmentState.Offered, JobAction.Hold, JobParty.Contractor)]
    [TestCase("settled", JobStatus.Completed, AssignmentState.Accepted, JobAction.Close, JobParty.Staff)]
    [TestCase("not is_locked", JobStatus.InProgress, AssignmentState.Accepted, JobAction.Cancel, JobParty.Staff)]
    [TestCase("no finance records", JobStatus.Closed, AssignmentState.Accepted, JobAction.Delete, JobParty.Staff)]
    public void A_condition_that_does_not_hold_refuses_in_its_own_words(string condition, JobStatus from, AssignmentState assignment, JobAction action, JobParty party)
    {
        var job = In(from, assignment);
        var words = Contract.Conditions[condition].Replace("{ref}", job.JobRef).Replace("{no}", "INV-1").Replace("{payment_status}", "Unpaid");

        Assert.That(() => job.Revise(Actor(party), Later, Circumstances(party, Invoiced)).Do(Step(action)), Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(words));
    }

    [Test]
    public void Every_condition_of_the_contract_is_walked_above() =>
        Assert.That(Contract.Conditions.Keys, Is.EquivalentTo(Contract.Rows.SelectMany(row => row.If).Distinct()));

    [Test]
    public void A_refusal_names_what_is_possible_now()
    {
        var job = In(JobStatus.Completed, AssignmentState.Accepted);

        Assert.That(
            () => job.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff)).Do(Step(JobAction.Start)),
            Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo("Job JOB-000 is Completed: start is not possible. Possible now: close, reopen, delete"));
        Assert.That(
            () => job.Revise(Actor(JobParty.Contractor), Later, Circumstances(JobParty.Contractor)).Do(Step(JobAction.Start)),
            Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo("Job JOB-000 is Completed: start is not possible. Possible now: none"));
    }

    [TestCaseSource(nameof(EveryPair))]
    public void A_status_that_is_wished_for_is_reached_or_refused(JobStatus own, JobStatus wanted)
    {
        var job = In(own, own == JobStatus.Open ? AssignmentState.Offered : AssignmentState.Accepted);
        var revision = job.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff));
        void Move() => revision.MoveTo(wanted, action => Step(action));

        if (own == wanted || Wish(own, wanted) is not null)
        {
            Move();
            Assert.That(job.Status, Is.EqualTo(wanted));
        }
        else if (wanted == JobStatus.Invoiced)
        {
            Assert.That(Move, Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo("Status Invoiced is set by issuing an invoice"));
        }
        else
        {
            var allowed = Contract.ByStatusId
                .Where(candidate => candidate.From.Contains(Number(own)) && Has(Enum.Parse<JobAction>(candidate.Action, ignoreCase: true), own))
                .Select(candidate => Destination(candidate.To, own).Name()).ToList();
            Assert.That(Move, Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo(
                $"Job JOB-000 cannot go from {own.Name()} to {wanted.Name()}. Allowed: {(allowed.Count == 0 ? "none" : string.Join(", ", allowed))}"));
        }
    }

    [Test]
    public void NEW_5_staff_who_move_a_job_without_an_owner_become_its_owner()
    {
        var (byStaff, byAgent) = (New(ownerId: null), New(ownerId: null));

        byStaff.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff)).Do(Step(JobAction.Hold));
        byAgent.Revise(Actor(JobParty.Agent), Later, Circumstances(JobParty.Agent)).Do(Step(JobAction.Hold));

        Assert.That((byStaff.OwnerId, byAgent.OwnerId), Is.EqualTo((7L, (long?)null)));
    }

    [Test]
    public void A_job_on_hold_that_changes_hands_goes_on_where_the_new_assignment_stands([Values] bool accepted)
    {
        var job = In(JobStatus.OnHold, AssignmentState.Accepted);
        var revision = job.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff));

        revision.Do(Step(JobAction.Assign, accepted));
        revision.Do(Step(JobAction.Resume));

        Assert.That((job.Status, job.Hold), Is.EqualTo((accepted ? JobStatus.Assigned : JobStatus.Open, (JobHold?)null)));
    }

    [Test]
    public void DONE_5_reopening_takes_back_what_was_done_by_mistake()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var revision = job.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff));
        revision.Do(Step(JobAction.Complete));
        var completed = (job.StartedAt, job.CompletedAt, job.Report?.WorkDone);
        revision.Do(Step(JobAction.Close));
        var closed = job.ClosedAt;
        revision.Do(Step(JobAction.Reopen));
        var (reviewTakenBack, stillCompleted) = (job.ClosedAt, job.CompletedAt);
        revision.Do(Step(JobAction.Reopen));

        Assert.Multiple(() =>
        {
            Assert.That(completed, Is.EqualTo(((DateTimeOffset?)Later, (DateTimeOffset?)Later, "Changed the valve")));
            Assert.That((closed, reviewTakenBack, stillCompleted), Is.EqualTo(((DateTimeOffset?)Later, (DateTimeOffset?)null, (DateTimeOffset?)Later)));
            Assert.That((job.Status, job.CompletedAt, job.Report), Is.EqualTo((JobStatus.InProgress, (DateTimeOffset?)null, (CompletionReport?)null)));
        });
    }

    /// <summary>What fits everybody; a tenant schedules by taking what somebody else proposed.</summary>
    private static JobStep StepFor(Job job, JobAction action, JobParty party, bool accepted) => (action, party) is (JobAction.Schedule, JobParty.Tenant)
        ? new JobStep(action) { Visit = Step(VisitAction.Confirm, Visit(job, VisitStatus.Proposed)) }
        : Step(action, accepted);

    private static string Line(
        int number, IEnumerable<string> from, string action, string to, IEnumerable<string> by, string? accepted, bool needsReason, IEnumerable<string> conditions, IEnumerable<string> events, string? specific) =>
        JsonSerializer.Serialize(new { number, from, action, to, by, accepted, needsReason, conditions, events, specific });

    private static bool Has(JobAction action, JobStatus status) => Contract.Rows.Any(row => row.Action == Word(action) && row.From.Contains(Number(status)));

    private static ContractWish? Wish(JobStatus own, JobStatus wanted) =>
        Contract.ByStatusId.FirstOrDefault(wish => wish.From.Contains(Number(own)) && Destination(wish.To, own) == wanted);

    private static JobStatus Status(string number) => (JobStatus)int.Parse(number, CultureInfo.InvariantCulture);

    private static string Number(JobStatus status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static string Word(JobAction action) => action.ToString().ToLowerInvariant();

    /// <summary>The contract's words for a job as <see cref="In"/> makes it, with nothing invoiced and nothing recalled.</summary>
    private static JobStatus Destination(string to, JobStatus from) => to switch
    {
        "same" or "gone" => from,
        "home" => JobStatus.Open,
        "ready" => JobStatus.Assigned,
        "done" => JobStatus.Completed,
        "held_from" => JobStatus.InProgress,
        "archived_from" => JobStatus.Cancelled,
        _ => Status(to),
    };
}
