using System.Text.Json;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Approvals;

/// <summary>One queue of what waits for a decision, over all parts of the product; deciding happens where the row says.</summary>
[Permission("api.admin.approvals.view", AccountTypes = [AccountType.Staff])]
public sealed record ListApprovals
{
    [Limits(1, 200)]
    public int Limit { get; init; } = 50;

    /// <summary>A queue is worked from its top; all before the page are read to find it.</summary>
    [Limits(0, 10_000)]
    public int Offset { get; init; }

    public bool IncludeTotal { get; init; }

    public ApprovalKind? Kind { get; init; }

    /// <summary>Only what the caller may decide now.</summary>
    public bool Mine { get; init; } = true;
}

/// <param name="ByKind">how many wait of each kind, whichever kind was asked for.</param>
public sealed record ApprovalPage(IReadOnlyList<ApprovalRow> Items, long? Total, IReadOnlyDictionary<string, int> ByKind) : Page<ApprovalRow>(Items, Total);

public sealed record ApprovalRow
{
    public required ApprovalKind Kind { get; init; }

    public required Guid Uuid { get; init; }

    public required string Title { get; init; }

    public required string Detail { get; init; }

    public required string? RequestedByName { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    public required string ResourceType { get; init; }

    public required Guid ResourceUuid { get; init; }

    /// <summary>null where the caller may not decide.</summary>
    public required ApprovalWays? Decide { get; init; }
}

public sealed record ApprovalWays(ApprovalWay Approve, ApprovalWay Reject);

/// <summary>The operation that decides, and what it takes beside the name of the record.</summary>
public sealed record ApprovalWay(string Method, string Path, string Action, IReadOnlyDictionary<string, int> Body);

internal sealed class ListApprovalsHandler(IEnumerable<IApprovalSource> sources, TimeProvider time) : IHandler<ListApprovals, ApprovalPage>
{
    public async Task<ApprovalPage> Handle(ListApprovals request, CancellationToken cancellationToken)
    {
        var (rows, total) = (new List<ApprovalRow>(), 0);
        var byKind = new Dictionary<string, int>();
        foreach (var source in sources.OrderBy(source => source.Kind))
        {
            var isWanted = request.Kind is null || request.Kind == source.Kind;
            var waiting = await source.Waiting(request.Mine, isWanted ? request.Offset + request.Limit : 0, cancellationToken);
            byKind[JsonNamingPolicy.SnakeCaseLower.ConvertName(source.Kind.ToString())] = waiting.Count;
            if (isWanted)
            {
                rows.AddRange(waiting.First);
                total += waiting.Count;
            }
        }

        var now = time.GetUtcNow();
        var page = rows.OrderByDescending(row => row.DueAt < now).ThenBy(row => row.RequestedAt).ThenBy(row => row.Uuid).Skip(request.Offset).Take(request.Limit);
        return new ApprovalPage([.. page], request.IncludeTotal ? total : null, byKind);
    }
}
