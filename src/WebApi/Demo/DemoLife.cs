using System.Globalization;
using PropOps.Application.Lookups;
using PropOps.Domain.Directory;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Domain.Jobs;

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
        Step(12 + (number % 60), Worker(firm), new JobStep(JobAction.Start));
        if (number % 8 == 5)
        {
            Step(3, Worker(firm), new JobStep(JobAction.Hold) { HoldReason = HoldReason.AwaitingParts });
            Step(24 * 9, _coordinator, new JobStep(JobAction.Resume));
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

    private DateTimeOffset At(double hours) => _at.AddHours(hours * Pace);

    private void Step(double hours, Actor by, JobStep step)
    {
        _at = At(hours);
        if (_at > now)
        {
            return;
        }

        var revision = job.Revise(by, _at, new JobCircumstances(JobCircumstances.PartyOf(by.AccountType), JobMoney.None) { Today = DateOnly.FromDateTime(_at.UtcDateTime) });
        revision.Do(step);
        revision.Commit(step.Reason, Label);
    }

    private string? Label(string field, string json) => json == "null" ? null : field switch
    {
        JobFields.Contractor => people.Contractors.Single(firm => firm.Id == long.Parse(json, CultureInfo.InvariantCulture)).Name,
        JobFields.Status or JobFields.ArchivedFrom => lookups.Find<StatusLookup>(int.Parse(json, CultureInfo.InvariantCulture))?.Name,
        _ => null,
    };
}
