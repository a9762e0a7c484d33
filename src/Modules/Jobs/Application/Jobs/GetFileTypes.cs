using System.Text.Json.Serialization;
using PropOps.Application.Lookups;
using PropOps.Application.UseCases;
using PropOps.Domain.Lookups;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>The kinds of documents that a job may have, in their configured order.</summary>
[Permission("api.jobs.manage.manage", Also = ["api.jobs.manage.list"])]
public sealed record GetFileTypes;

public sealed record FileTypes(IReadOnlyList<FileType> Items, UploadLimits Uploads) : Page<FileType>(Items);

public sealed record FileType([property: JsonPropertyName("ID")] int Id, string Name, bool Expires, IReadOnlyList<string> VisibleTo);

internal sealed class GetFileTypesHandler(ILookups lookups) : IHandler<GetFileTypes, FileTypes>
{
    public Task<FileTypes> Handle(GetFileTypes request, CancellationToken cancellationToken) => Task.FromResult(new FileTypes(
    [
        .. lookups.All<DocumentTypeLookup>().Where(row => row.IsActive)
            .Select(row => new FileType(row.Id, row.Name, row.Expires, [.. row.VisibleTo.Select(type => type.ToString())])),
    ],
    UploadLimits.None));
}
