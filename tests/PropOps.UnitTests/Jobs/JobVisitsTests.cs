using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;
using static PropOps.UnitTests.Jobs.JobInStatus;

namespace PropOps.UnitTests.Jobs;

/// <summary>How a job and its visits go together.</summary>
public sealed class JobVisitsTests
{
    [Test]
    public void VIS_2_works_dates_book_move_and_cancel_one_visit()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        Schedule(job, new WorksDates(Today, null, 2));
        Schedule(job, new WorksDates(Today.AddDays(1), null, 2));
        Schedule(job, new WorksDates(Today.AddDays(1), null, 2));
        var moved = (job.WorksStart, job.Version);
        Schedule(job, null);
        Schedule(job, null);

        var agreed = job.DomainEvents.OfType<VisitAgreed>().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(job.Visits.Select(visit => (visit.Number, visit.Status, visit.Start)), Is.EqualTo(new[] { (1, VisitStatus.Cancelled, (DateOnly?)Today.AddDays(1)) }));
            Assert.That(agreed.Select(told => (told.Dates.Start, told.Previous?.Start)), Is.EqualTo(new[] { (Today, (DateOnly?)null), (Today.AddDays(1), Today) }));
            Assert.That(job.DomainEvents.OfType<VisitCalledOff>().Single().Start, Is.EqualTo(Today.AddDays(1)));
            Assert.That((moved.WorksStart, moved.Version, job.WorksStart, job.Version), Is.EqualTo(((DateOnly?)Today.AddDays(1), 3, (DateOnly?)null, 4)), "what stands already is no change");
            Assert.That(job.Commits[^1].ChangedFields, Is.EqualTo(new[] { "date_works_start_date", "time_range_id" }));
        });
    }

    [Test]
    public void VIS_1_works_dates_are_the_next_confirmed_visits_else_the_last_one_that_was_held()
    {
        var job = In(JobStatus.InProgress, AssignmentState.Accepted);
        Schedule(job, new WorksDates(Today.AddDays(-2), null, 2));
        Take(job, JobParty.Contractor, new VisitStep(VisitAction.PartDone, job.Visits[0]));
        var held = job.WorksStart;
        Take(job, JobParty.Staff, Step(VisitAction.Propose, null));
        var proposed = job.WorksStart;
        Take(job, JobParty.Tenant, Step(VisitAction.Confirm, job.Visits[1]) with { Slot = 3 });
        var agreed = job.Works;
        Take(job, JobParty.Staff, Step(VisitAction.Cancel, job.Visits[1]));

        Assert.That((held, proposed, agreed, job.Works), Is.EqualTo(
            ((DateOnly?)Today.AddDays(-2), (DateOnly?)Today.AddDays(-2), new WorksDates(Today.AddDays(2), Today.AddDays(3), null), new WorksDates(Today.AddDays(-2), null, 2))));
    }

    [Test]
    public void VIS_4_proposing_again_replaces_the_slots_and_those_of_a_confirmed_visit_leave_it_where_it_is()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Confirmed);
        VisitSlot[] others = [new(1, Today.AddDays(7), null, null)];
        Take(job, JobParty.Tenant, new VisitStep(VisitAction.Propose, visit) { Slots = others });

        Assert.That((visit.Status, visit.Start, visit.ProposedBy), Is.EqualTo((VisitStatus.Confirmed, (DateOnly?)Today.AddDays(-1), VisitParty.Tenant)));
        Assert.That(visit.Slots, Is.EqualTo(others));
        Assert.That(job.Version, Is.EqualTo(2), "booked; a proposal changes no field of the job");
    }

    [Test]
    public void VIS_5_the_slot_that_is_taken_becomes_the_visit_and_the_others_are_gone()
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, VisitStatus.Proposed);
        Take(job, JobParty.Tenant, Step(VisitAction.Confirm, visit));
        void Again() => Take(job, JobParty.Staff, Step(VisitAction.Confirm, visit));

        Assert.That((visit.Status, visit.ConfirmedBy, visit.ProposedBy, visit.Slots.Count), Is.EqualTo((VisitStatus.Confirmed, VisitParty.Tenant, VisitParty.Agency, 0)));
        Assert.That(job.Works, Is.EqualTo(new WorksDates(Today, null, 3)));
        Assert.That(job.DomainEvents.OfType<VisitAgreed>().Single().By, Is.EqualTo(VisitParty.Tenant));
        Assert.That(Again, Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo("This slot is no longer open"));
    }

    [Test]
    public void VIS_6_when_the_contractor_leaves_open_slots_end_and_a_confirmed_visit_is_the_next_ones(
        [Values(JobAction.Assign, JobAction.Unassign, JobAction.Decline)] JobAction action, [Values(VisitStatus.Proposed, VisitStatus.Confirmed)] VisitStatus status)
    {
        var job = In(JobStatus.Assigned, AssignmentState.Accepted);
        var visit = Visit(job, status);
        Do(job, JobParty.Staff, Step(action));

        var ended = job.DomainEvents.OfType<VisitCalledOff>().Single();
        Assert.Multiple(() =>
        {
            Assert.That((ended.Start, ended.By, ended.Reason), Is.EqualTo(((DateOnly?)null, VisitParty.System, "Contractor changed")));
            Assert.That(visit.Slots, Is.Empty);
            Assert.That(visit.Status, Is.EqualTo(status == VisitStatus.Proposed ? VisitStatus.Cancelled : VisitStatus.Confirmed));
            Assert.That(visit.ContractorId, Is.EqualTo(status == VisitStatus.Proposed ? Firm : job.ContractorId), "what ended is of the firm that left");
            Assert.That(job.DomainEvents.Select(told => told.GetType()).TakeWhile(type => type != typeof(VisitCalledOff)), Has.Some.EqualTo(action switch
            {
                JobAction.Assign => typeof(ContractorGiven),
                JobAction.Unassign => typeof(ContractorTakenOff),
                _ => typeof(AssignmentDeclined),
            }));
        });
    }

    [Test]
    public void VIS_6_the_first_contractor_takes_over_what_the_agency_proposed()
    {
        var job = In(JobStatus.Open, AssignmentState.None);
        var visit = Visit(job, VisitStatus.Proposed);
        Do(job, JobParty.Staff, Step(JobAction.Assign));

        Assert.That((visit.Slots.Count, visit.ContractorId), Is.EqualTo((3, (long?)Firm + 1)));
    }

    [Test]
    public void VIS_6_hold_resume_accept_and_start_change_no_visit()
    {
        var job = In(JobStatus.Open, AssignmentState.Offered);
        var visit = Visit(job, VisitStatus.Proposed);
        foreach (var action in new[] { JobAction.Accept, JobAction.Hold, JobAction.Resume, JobAction.Start })
        {
            Do(job, JobParty.Staff, Step(action));
        }

        Assert.That((visit.Status, visit.Slots.Count, job.Status), Is.EqualTo((VisitStatus.Proposed, 3, JobStatus.InProgress)));
    }

    [Test]
    public void VIS_8_completing_a_job_holds_the_visits_until_today_and_calls_off_the_others()
    {
        var job = In(JobStatus.InProgress, AssignmentState.Accepted);
        Take(job, JobParty.Staff, new VisitStep(VisitAction.Book, null) { Dates = new WorksDates(Today.AddDays(-3), null, 2) });
        Take(job, JobParty.Staff, new VisitStep(VisitAction.Book, null) { Dates = new WorksDates(Today, Today.AddDays(1), 3) });
        Take(job, JobParty.Staff, new VisitStep(VisitAction.Book, null) { Dates = new WorksDates(Today.AddDays(1), null, null) });
        Take(job, JobParty.Staff, Step(VisitAction.Propose, null));
        job.ClearDomainEvents();
        Do(job, JobParty.Contractor, Step(JobAction.Complete));

        Assert.Multiple(() =>
        {
            Assert.That(job.Visits.Select(visit => visit.Status), Is.EqualTo(new[] { VisitStatus.Done, VisitStatus.Done, VisitStatus.Cancelled, VisitStatus.Cancelled }));
            Assert.That(job.DomainEvents.OfType<VisitCalledOff>().Select(told => (told.Start, told.By, told.Reason)), Is.EqualTo(new[]
            {
                ((DateOnly?)Today.AddDays(1), VisitParty.System, "Job completed"), (null, VisitParty.System, "Job completed"),
            }));
            Assert.That(job.Works, Is.EqualTo(new WorksDates(Today, Today.AddDays(1), 3)));
        });
    }

    [Test]
    public void VIS_8_cancelling_a_job_ends_its_visits_and_those_with_an_outcome_stay()
    {
        var job = In(JobStatus.InProgress, AssignmentState.Accepted);
        Visit(job, VisitStatus.NoAccess);
        Visit(job, VisitStatus.Confirmed);
        job.ClearDomainEvents();
        Do(job, JobParty.Staff, Step(JobAction.Cancel));

        Assert.That(job.Visits.Select(visit => visit.Status), Is.EqualTo(new[] { VisitStatus.NoAccess, VisitStatus.Cancelled }));
        Assert.That(job.DomainEvents.OfType<VisitCalledOff>().Single().Start, Is.EqualTo(Today.AddDays(-1)));
    }

    [Test]
    public void DONE_7_what_was_left_open_needs_a_further_visit_or_a_reason([Values(VisitStatus.PartDone, VisitStatus.NoAccess)] VisitStatus outcome)
    {
        var left = outcome == VisitStatus.PartDone ? "part done" : "without access";
        void Complete(Job job, string? reason = null) => Do(job, JobParty.Staff, Step(JobAction.Complete) with { Reason = reason });
        Job Left()
        {
            var job = In(JobStatus.InProgress, AssignmentState.Accepted);
            Visit(job, outcome);
            return job;
        }

        var (refused, tooEarly, explained, visited) = (Left(), Left(), Left(), Left());
        Schedule(tooEarly, new WorksDates(Today.AddDays(1), null, null));
        Schedule(visited, new WorksDates(Today, null, null));
        Complete(explained, "The neighbour let us in");
        Complete(visited);

        Assert.That(() => Complete(refused), Throws.InstanceOf<ConflictRefusal>().With.Message.EqualTo($"Job JOB-000 was left {left} on 2026-03-16. Book a further visit or give a reason."));
        Assert.That(() => Complete(tooEarly), Throws.InstanceOf<ConflictRefusal>());
        Assert.That((explained.Status, visited.Status, visited.Visits[1].Status), Is.EqualTo((JobStatus.Completed, JobStatus.Completed, VisitStatus.Done)));
    }

    private static void Schedule(Job job, WorksDates? dates)
    {
        var revision = job.Revise(Actor(JobParty.Staff), Later, Circumstances(JobParty.Staff));
        revision.Schedule(dates, null);
        revision.Commit(null, (_, _) => null);
    }

    private static void Do(Job job, JobParty party, JobStep step)
    {
        var revision = job.Revise(Actor(party), Later, Circumstances(party));
        revision.Do(step);
        revision.Commit(step.Reason, (_, _) => null);
    }
}
