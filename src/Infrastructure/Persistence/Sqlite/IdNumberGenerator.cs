using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace PropOps.Infrastructure.Persistence.Sqlite;

/// <summary>Takes the next id in the write transaction itself, on its connection: a second one would wait for the first.</summary>
internal sealed class IdNumberGenerator(string table) : ValueGenerator<long>
{
    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry)
    {
        var database = entry.Context.Database;
        var transaction = database.CurrentTransaction
            ?? throw new InvalidOperationException("Aggregates are added inside a transaction.");
        using var command = database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText =
            """
            INSERT INTO core_id_numbers (table_name, last_id) VALUES ($table, 1)
            ON CONFLICT (table_name) DO UPDATE SET last_id = last_id + 1
            RETURNING last_id
            """;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "$table";
        parameter.Value = table;
        command.Parameters.Add(parameter);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
