using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.UseCases;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Pickers;

/// <summary>Who can be picked in a filter of the list of jobs, by name.</summary>
public abstract record PickerRequest
{
    /// <summary>Part of the name.</summary>
    [Text(2, 100)]
    public string? Search { get; init; }

    [Limits(1, 200)]
    public int Limit { get; init; } = 200;

    [Limits(0, 1_000_000)]
    public int Offset { get; init; }
}

public record PickedPerson([property: JsonPropertyName("ID")] long Id, Guid Uuid, string Name);

/// <summary>People on at least one job that the caller sees. Their names are encrypted, so they are narrowed and sorted in memory.</summary>
internal sealed class JobPickers(VisibleJobs visible, INames names)
{
    /// <param name="people">the ids of the people of these jobs.</param>
    public async Task<IReadOnlyList<Named>> Of(PickerRequest request, NameKind kind, Func<IQueryable<Job>, IQueryable<long>> people, CancellationToken cancellationToken)
    {
        var ids = await people(await visible.Query(cancellationToken)).Distinct().ToListAsync(cancellationToken);
        return
        [
            .. (await names.Of(kind, ids, cancellationToken)).Values
                .Where(person => request.Search is not { } part || person.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
                .OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(person => person.Id)
                .Skip(request.Offset)
                .Take(request.Limit),
        ];
    }

    public async Task<Page<PickedPerson>> PageOf(PickerRequest request, NameKind kind, Func<IQueryable<Job>, IQueryable<long>> people, CancellationToken cancellationToken) =>
        new([.. (await Of(request, kind, people, cancellationToken)).Select(person => new PickedPerson(person.Id, person.Uuid, person.Name))]);
}
