using System.Globalization;
using PropOps.Application.Lookups;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.WebApi.Demo;

/// <summary>
/// What happened to one job of the demo since it was raised, step by step through the state machine, until today is reached:
/// old ones are closed and put away, young ones are under way. Some are quick, some slow, some are called off.
/// </summary>
internal sealed class DemoLife(Job job, DemoPeople people, ILookups lookups, int number, DateTimeOffset raisedAt, DateTimeOffset now)
{
    private static readonly string[] Reports =
        ["Replaced the worn part and tested it.", "Cleared, cleaned and left in working order.", "Repaired; works as it should.", "Inspected, made safe and completed."];

    private readonly Actor _coordinator = ActorOf(people.Accounts["coordinator"]);
    private DateTimeOffset _at = raisedAt;

    // One in seven drags on.
    private double Pace => number % 7 == 3 ? 5 : 1;

    public static Actor ActorOf(User user) => new(user.Id, user.Uuid, user.Name, user.AccountType, Via.Ui);

    public void Live()
    {
        if (number % 40 == 7)
        {
            // Nobody has found a contractor yet.
            return;
        }

        if (number % 20 == 4)
        {
            Step(30, _coordinator, new JobStep(JobAction.Cancel) { Reason = "The tenant has mended it." });
            PutAway();
            return;
        }

        var firm = people.Contractors[number % people.Contractors.Count];
        if (number % 13 == 6)
        {
            Offer(2, people.Contractors[(number + 5) % people.Contractors.Count]);
            Step(9, _coordinator, new JobStep(JobAction.Decline) { Reason = "No capacity this week." });
        }

        Offer(2 + (number % 30), firm);
        Step(1 + (number % 20), Worker(firm), new JobStep(JobAction.Accept));
        Arrange(Worker(firm), 12 + (number % 60));
        Step(0, Worker(firm), new JobStep(JobAction.Start));
        if (number % 8 == 5)
        {
            Outcome(3, Worker(firm), VisitAction.PartDone, "The valve has to be ordered.");
            Step(0, Worker(firm), new JobStep(JobAction.Hold) { HoldReason = HoldReason.AwaitingParts });
            Step(24 * 9, _coordinator, new JobStep(JobAction.Resume));
            Book(0, DayIn(0));
        }
        else if (number % 16 == 9)
        {
            Outcome(1, _coordinator, VisitAction.NoAccess, "Nobody answered the door.");
            Book(40, DayIn(40));
        }

        Work(firm);
        if (number % 12 != 2)
        {
            Step(24 + (number % 9 * 20), _coordinator, new JobStep(JobAction.Close));
            PutAway();
        }
    }

    private void Offer(int hours, Contractor firm) =>
        Step(hours, _coordinator, new JobStep(JobAction.Assign) { ContractorId = firm.Id, CountsAsAccepted = false, Notify = false });

    /// <summary>One in three lets the tenant choose, the others are booked at once.</summary>
    /// <param name="hours">until somebody comes.</param>
    private void Arrange(Actor worker, double hours)
    {
        var day = DayIn(hours);
        if (number % 3 == 1)
        {
            VisitSlot[] slots = [new(1, day, null, TimeRange), new(2, day.AddDays(1), null, TimeRange), new(3, day.AddDays(2), null, TimeRange)];
            Change(1, worker, null, revision => revision.Do(new VisitStep(VisitAction.Propose, null) { Slots = slots }));
            Change((hours / 1.5) - 1, _coordinator, null, revision => revision.Do(new VisitStep(VisitAction.Confirm, job.Visits[^1]) { Slot = 1 }));
            _at = At(hours - (hours / 1.5));
        }
        else
        {
            Book(1, day);
            _at = At(hours - 1);
        }
    }

    private void Book(double hours, DateOnly day) => Change(hours, _coordinator, null, revision => revision.Schedule(new WorksDates(day, null, TimeRange), null));

    private void Outcome(double hours, Actor by, VisitAction outcome, string reason) =>
        Change(hours, by, reason, revision => revision.Do(new VisitStep(outcome, job.NextVisit) { Reason = reason }));

    private void Work(Contractor firm)
    {
        var worker = Worker(firm);
        Step(2 + (number % 40), worker, new JobStep(JobAction.Complete)
        {
            Report = new CompletionReport(Reports[number % Reports.Length], At(2 + (number % 40)), 1 + (number % 6 * 0.5m), null, FollowUpNeeded: false, null, worker.AccountId),
        });
    }

    private void PutAway() => Step(24 * 90 / Pace, Actor.Schedule, new JobStep(JobAction.Archive));

    /// <summary>The firm's own account, else the coordinator for them.</summary>
    private Actor Worker(Contractor firm) =>
        people.Accounts.Values.FirstOrDefault(account => account.ContractorId == firm.Id) is { } member ? ActorOf(member) : _coordinator;

    // From morning to all day.
    private int TimeRange => 2 + (number % 4);

    private DateOnly DayIn(double hours) => DateOnly.FromDateTime(At(hours).UtcDateTime);

    private DateTimeOffset At(double hours) => _at.AddHours(hours * Pace);

    private void Step(double hours, Actor by, JobStep step) => Change(hours, by, step.Reason, revision => revision.Do(step));

    private void Change(double hours, Actor by, string? reason, Action<JobRevision> change)
    {
        _at = At(hours);
        if (_at > now)
        {
            return;
        }

        var revision = job.Revise(by, _at, new JobCircumstances(JobCircumstances.PartyOf(by.AccountType), JobMoney.None) { Today = DateOnly.FromDateTime(_at.UtcDateTime) });
        change(revision);
        revision.Commit(reason, Label);
    }

    private string? Label(string field, string json) => json == "null" ? null : field switch
    {
        JobFields.Contractor => people.Contractors.Single(firm => firm.Id == long.Parse(json, CultureInfo.InvariantCulture)).Name,
        JobFields.Status or JobFields.ArchivedFrom => lookups.Find<StatusLookup>(int.Parse(json, CultureInfo.InvariantCulture))?.Name,
        _ => null,
    };
}
