using System.Reflection;
using System.Text.Json;
using CsCheck;
using PropOps.Domain.Kernel;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Visits;
using static PropOps.UnitTests.Jobs.JobInStatus;

namespace PropOps.UnitTests.Jobs;

/// <summary>HIST-1 to HIST-3 over random changes by random accounts.</summary>
public sealed class JobHistoryTests
{
    private static readonly Gen<Action<JobRevision, Job>> AnyEdit = Gen.OneOf<Action<JobRevision, Job>>(
        Gen.String[1, 30].Select(title => (Action<JobRevision, Job>)((revision, job) => revision.Change(job.Details with { Title = title }))),
        Gen.Int[1, 4].Select(priority => (Action<JobRevision, Job>)((revision, job) => revision.Change(job.Details with { PriorityId = priority }))),
        Gen.String[0, 20].Select(text => (Action<JobRevision, Job>)((revision, job) => revision.Change(job.Details with { AccessDetails = text.Length == 0 ? null : text }))),
        Gen.Long[1, 500].Array[0, 4].Select(ids => (Action<JobRevision, Job>)((revision, job) => revision.Change(job.Details with { TenantIds = [.. ids.Distinct()] }))),
        Gen.Long[0, 900_000].Select(pence => (Action<JobRevision, Job>)((revision, job) => revision.Change(job.Details with { ContractorBudget = pence == 0 ? null : new Money(pence) }))));

    private static readonly Gen<WorksDates> AnyDates =
        from start in Gen.Int[-3, 10]
        from days in Gen.Int[0, 2]
        from range in Gen.Int[0, 3]
        select new WorksDates(Today.AddDays(start), days == 0 ? null : Today.AddDays(start + days), range == 0 ? null : range);

    private static readonly Gen<Action<JobRevision, Job>> AnyVisit =
        from action in Any<VisitAction>()
        from which in Gen.Int[0, 4]
        from dates in AnyDates.Array[1, 3]
        from outcome in Any<VisitStatus>().Where(status => status is VisitStatus.Done or VisitStatus.PartDone or VisitStatus.NoAccess)
        from scheduled in Gen.Bool
        select (Action<JobRevision, Job>)((revision, job) =>
        {
            if (scheduled)
            {
                revision.Schedule(which == 0 ? null : dates[0], "A reason");
            }
            else if (which < job.Visits.Count || action is VisitAction.Propose or VisitAction.Book)
            {
                revision.Do(new VisitStep(action, which < job.Visits.Count && action != VisitAction.Book ? job.Visits[which] : null)
                {
                    Slots = [.. dates.Select((slot, index) => new VisitSlot(index + 1, slot.Start, slot.End, slot.TimeRangeId))],
                    Slot = 1 + which,
                    Dates = dates[0],
                    Outcome = outcome,
                    Reason = "A reason",
                });
            }
        });

    private static readonly Gen<Action<JobRevision, Job>> AnyStep =
        from action in Any<JobAction>().Where(action => action is not (JobAction.Delete or JobAction.Schedule))
        from accepted in Gen.Bool
        from firm in Gen.Long[1, 4]
        from code in Any<HoldReason>()
        from minutes in Gen.Int[0, 500]
        from hours in Gen.Int[0, 400]
        from followUp in Gen.Bool
        select (Action<JobRevision, Job>)((revision, _) => Take(revision, new JobStep(action)
        {
            Reason = "A reason",
            ContractorId = firm,
            CountsAsAccepted = accepted,
            HoldReason = code,
            ResumeOn = followUp ? new DateOnly(2026, 4, 1) : null,
            FollowUpTagId = 9,
            Report = new CompletionReport("Done", RaisedAt.AddMinutes(minutes), hours == 0 ? null : hours / 100m, null, followUp, followUp ? "More" : null, 7),
        }));

    private static readonly Gen<(JobParty Party, Action<JobRevision, Job>[] Deeds)> AnyChange =
        Gen.Select(Any<JobParty>(), Gen.OneOf(AnyEdit, AnyStep, AnyVisit).Array[1, 3]);

    [Test]
    public void HIST_3_the_commits_rebuild_every_state_of_the_job() => AnyChange.Array[1, 25].Sample(
        changes =>
        {
            var job = New(ownerId: null);
            var states = new List<Dictionary<string, string>> { Stored(job) };
            for (var number = 0; number < changes.Length; number++)
            {
                Make(job, changes[number].Party, changes[number].Deeds, RaisedAt.AddHours(10 + number));
                VisitStateMachineTests.AssertFollows(job);
                if (job.Commits.Count > states.Count)
                {
                    states.Add(Stored(job));
                }
                else
                {
                    Assert.That(Stored(job), Is.EqualTo(states[^1]), "what changed without a commit");
                }
            }

            AssertRebuilt(job, states);
        },
        iter: 200);

    /// <summary>Never changed, or the moment of the commit itself.</summary>
    private static readonly string[] NotInHistory =
        [nameof(Job.JobRef), nameof(Job.CreatedVia), nameof(Job.CreatedById), nameof(Job.AssignedAt), nameof(Job.AcceptedAt), nameof(Job.Details)];

    private static IEnumerable<string> StoredProperties =>
        typeof(Job).GetProperties().Where(property => property.DeclaringType == typeof(Job) && property.CanWrite).Select(property => property.Name).Except(NotInHistory);

    [TestCaseSource(nameof(StoredProperties))]
    public void HIST_1_every_stored_property_is_in_the_history(string name)
    {
        var (job, property) = (New(), typeof(Job).GetProperty(name)!);
        var before = Stored(job);

        property.SetValue(job, Another(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

        Assert.That(Stored(job), Is.Not.EqualTo(before));
    }

    private static object Another(Type type) => type switch
    {
        _ when type == typeof(string) => "another",
        _ when type == typeof(int) => 99,
        _ when type == typeof(long) => 99L,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateOnly) => new DateOnly(2026, 5, 1),
        _ when type == typeof(DateTimeOffset) => Later,
        _ when type == typeof(Money) => new Money(99),
        _ when type == typeof(Percent) => new Percent(99),
        _ when type == typeof(IReadOnlyList<int>) => new[] { 99 },
        _ when type == typeof(IReadOnlyList<long>) => new[] { 99L },
        _ when type == typeof(JobStatus) => JobStatus.Closed,
        _ when type == typeof(AssignmentState) => AssignmentState.Accepted,
        _ when type == typeof(JobHold) => new JobHold(HoldReason.Weather, null, Later, null, JobStatus.Open),
        _ when type == typeof(CompletionReport) => new CompletionReport("Done", Later, null, null, FollowUpNeeded: false, null, null),
        _ => throw new NotSupportedException($"No other value of {type} is known."),
    };

    /// <summary>All of it or, as a transaction does, nothing.</summary>
    private static void Make(Job job, JobParty party, Action<JobRevision, Job>[] deeds, DateTimeOffset at)
    {
        // Tried on a copy first: a refused change is rolled back with the transaction that loaded the job.
        if (Tried(Copy(job)))
        {
            Tried(job);
        }

        bool Tried(Job tried)
        {
            try
            {
                var revision = tried.Revise(Actor(party), at, Circumstances(party));
                foreach (var deed in deeds)
                {
                    deed(revision, tried);
                }

                revision.Commit("A reason", (_, _) => null);
                return true;
            }
            catch (Refusal)
            {
                return false;
            }
        }
    }

    private static void Take(JobRevision revision, JobStep step)
    {
        switch (step.Action)
        {
            case JobAction.Assign:
                revision.AssignTo(step.ContractorId!.Value, step.CountsAsAccepted, step.Notify);
                break;
            case JobAction.Unassign:
                revision.Unassign(step.Reason);
                break;
            default:
                revision.Do(step);
                break;
        }
    }

    private static void AssertRebuilt(Job job, List<Dictionary<string, string>> states)
    {
        Assert.That(job.Commits.Select(commit => commit.Number), Is.EqualTo(Enumerable.Range(1, states.Count)), "numbers without a gap");
        var rebuilt = JobFields.Names.ToDictionary(name => name, _ => "null");
        foreach (var (commit, state) in job.Commits.Zip(states))
        {
            foreach (var change in commit.Changes)
            {
                Assert.That(rebuilt[change.Field], Is.EqualTo(change.Old), $"old value of {change.Field} in commit {commit.Number}");
                rebuilt[change.Field] = change.New;
            }

            Assert.That(rebuilt, Is.EqualTo(state), $"after commit {commit.Number}");
            Assert.That(commit.Kind, Is.EqualTo(ExpectedKind(commit)));
        }
    }

    private static CommitKind ExpectedKind(JobCommit commit) =>
        commit.Number == 1 ? CommitKind.Created
        : commit.ChangedFields.Contains("status_id") ? CommitKind.StatusChanged
        : commit.ChangedFields.Contains("contractor_id") ? CommitKind.Assigned
        : CommitKind.Updated;

    private static Gen<T> Any<T>()
        where T : struct, Enum =>
        Gen.Int[0, Enum.GetValues<T>().Length - 1].Select(index => Enum.GetValues<T>()[index]);

    private static Dictionary<string, string> Stored(Job job) => JobFields.Of(job).ToDictionary(field => field.Key, field => field.Value);

    private static Job Copy(Job job)
    {
        var copy = New();
        foreach (var property in typeof(Job).GetProperties().Where(property => property.CanWrite && property.Name != nameof(Job.Details)))
        {
            property.SetValue(copy, property.GetValue(job));
        }

        var visits = typeof(Job).GetField("_visits", BindingFlags.NonPublic | BindingFlags.Instance)!;
        visits.SetValue(copy, job.Visits.Select(Copy).ToList());
        return copy;
    }

    private static Visit Copy(Visit visit)
    {
        var copy = (Visit)typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(visit, [])!;
        typeof(Visit).GetField("_slots", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(copy, visit.Slots.ToList());
        return copy;
    }
}
