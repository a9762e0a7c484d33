using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>The errors that a path and verb can answer, as far as its operations tell by themselves. All of them share one envelope.</summary>
internal static class ErrorAnswers
{
    public static IEnumerable<(string Status, string Meaning)> Of(PathOperations path)
    {
        var operations = path.Reachable.Select(entrance => entrance.Operation).ToList();
        var fields = operations.SelectMany(operation => RequestShape.Of(operation.RequestType).Fields).ToList();
        if (fields.Count > 0 || path.HasActions)
        {
            yield return ("400", "A field is missing, of the wrong type or out of its limits; `errors` names them all where there are several");
        }

        if (operations.Exists(operation => operation.Access is not AnyoneAttribute))
        {
            yield return ("401", "Not signed in, or no longer");
            yield return ("403", "The permission or the CSRF token is missing, or something has to be done first; `code` says which");
        }

        if (fields.Exists(field => field.IsFromPath || field.ValueType == typeof(Ref)))
        {
            yield return ("404", "A record is not there, or not for the caller to see");
        }

        if (operations.Exists(operation => operation.IsCommand))
        {
            yield return ("409", "The state of the record does not allow it, or somebody else was faster");
        }

        if (path.LargestUpload is { } file)
        {
            yield return ("413", $"A file is larger than {file.Limit}");
            yield return ("415", "A file is of a kind that is not taken");
        }

        if (operations.Exists(operation => operation.RateClass != RateClass.None))
        {
            yield return ("429", "Too many requests; Retry-After says for how many seconds");
        }

        yield return ("default", "Refused or failed");
    }
}
