using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Hosting;
using PropOps.Domain.Activity;
using PropOps.Infrastructure.Persistence;
using PropOps.UnitTests.Contract;
using PropOps.WebApi.Operations;

namespace PropOps.ApiTests.Contract.Served;

/// <summary>AUD-1: what each answer of a test left in the activity log, found by the answer's correlation id.</summary>
internal sealed class ActivityTrace
{
    private readonly ConcurrentQueue<(ContractOperation Operation, int Status, string Correlation)> _answers = [];

    public void Saw(ContractOperation operation, ApiAnswer answer) => _answers.Enqueue((operation, answer.Status, answer.Header("X-Correlation-Id")!));

    /// <returns>in words, what is too much and what is missing.</returns>
    public async Task<IReadOnlyList<string>> Faults(Installation installation)
    {
        await using var scope = installation.Services.CreateAsyncScope();
        var rows = (await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<ActivityRow>().Select(row => new { row.CorrelationId, row.Action }).ToListAsync())
            .ToLookup(row => row.CorrelationId, row => row.Action);
        var commands = installation.Services.GetRequiredService<OperationTable>().Operations.Where(operation => operation.IsCommand).Select(operation => operation.Id).ToHashSet();
        return
        [
            .. from answer in _answers
               let left = rows[answer.Correlation].Where(action => action is not (ActivityCategories.FailedSignIn or ActivityCategories.Denied or ActivityCategories.RefusedUpload)).ToList()
               // Some are called after their event; one that does many things leaves a row of its own beside theirs.
               let own = left.Count == 1 ? 1 : left.Count(action => action == answer.Operation.Id)
               let isDone = answer.Status == 200
               where isDone ? commands.Contains(answer.Operation.Id) && own != 1 && !LeavesNothing.Contains(answer.Operation.Id) : left.Count > 0
               select $"{answer.Operation.Id} answered {answer.Status} and left [{string.Join(", ", left)}]",
        ];
    }

    /// <summary>They succeed although there is nothing to do, and then leave no row.</summary>
    private static readonly HashSet<string> LeavesNothing = ["auth.logout.own_session", "admin.staff_permissions.update"];
}
