using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Domain.History;

/// <summary>The stored fields of a job as they were after some commit (HIST-3).</summary>
public sealed class JobPast
{
    private readonly Dictionary<string, string> _values = new(JobFields.Blank);

    /// <param name="commits">the first of the job up to the one in question, in order.</param>
    public JobPast(IEnumerable<JobCommit> commits)
    {
        foreach (var change in commits.SelectMany(commit => commit.Changes))
        {
            _values[change.Field] = change.New;
        }
    }

    /// <summary>JSON of what the field held.</summary>
    public string this[string field] => _values[field];

    /// <summary>The fields that read otherwise today.</summary>
    public IReadOnlyList<string> DiffersFrom(Job job)
    {
        var today = JobFields.Of(job);
        return [.. JobFields.Names.Where(field => _values[field] != today[field])];
    }
}
