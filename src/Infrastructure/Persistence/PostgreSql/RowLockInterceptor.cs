using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PropOps.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// EF Core has no FOR UPDATE. A query tagged with <see cref="Tag"/> gets one on its root table alone: on a whole query
/// PostgreSQL refuses it where there are left joins.
/// </summary>
internal sealed partial class RowLockInterceptor : DbCommandInterceptor
{
    public const string Tag = "propops:lock";

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Lock(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Lock(command);
        return new(result);
    }

    private static void Lock(DbCommand command)
    {
        if (command.CommandText.StartsWith("-- " + Tag, StringComparison.Ordinal)
            && RootAlias().Match(command.CommandText) is { Success: true } root)
        {
            command.CommandText += $"\nFOR UPDATE OF {root.Groups["alias"].Value}";
        }
    }

    [GeneratedRegex("""^FROM "?\w+"? AS (?<alias>\w+)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RootAlias();
}
