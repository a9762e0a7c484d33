using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Persistence;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Modules;

namespace PropOps.Infrastructure.Persistence;

/// <summary>
/// The one context: state, outbox, inbox and activity are committed together. Composed from the core's model and that of
/// every module; what differs between the databases stands in the two derived contexts.
/// </summary>
[SuppressMessage("Design", "CA1515", Justification = "Migrations and tests name it.")]
public abstract class PropOpsDbContext : DbContext
{
    private readonly ModelSource _source;

    protected PropOpsDbContext(DbContextOptions options)
        : base(options)
    {
        _source = ModelSource.Of(options);

        // A save that fails ends its transaction, so that there is nothing to go back to.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Of the request, or of the work, that has this context out of the pool.</summary>
    internal DatabaseClock Clock { get; set; } = new();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PropOpsDbContext).Assembly);
        foreach (var module in _source.Modules)
        {
            module.ConfigureModel(modelBuilder);
        }

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(Entity)))
            {
                modelBuilder.Entity(entity.ClrType).HasKey(nameof(Entity.Id));
                modelBuilder.Entity(entity.ClrType).HasIndex(nameof(Entity.Uuid)).IsUnique();
                NumberIds(modelBuilder, entity.ClrType, entity.GetTableName()!);
            }

            if (entity.ClrType.IsAssignableTo(typeof(AggregateRoot)))
            {
                modelBuilder.Entity(entity.ClrType).Ignore(nameof(AggregateRoot.DomainEvents));
                modelBuilder.Entity(entity.ClrType).Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();
            }
        }

        modelBuilder.Model.UseListComparers();
        EncryptedProperties.Convert(modelBuilder.Model, _source.KeyRing);
        ColumnNames.ToSnakeCase(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<Percent>().HaveConversion<PercentConverter>();
    }

    private protected static IEnumerable<IMutableIndex> IndexesOfLists(IMutableModel model) =>
        model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredIndexes()).Where(index => index.Properties is [{ IsPrimitiveCollection: true }]);

    /// <summary>Ids are known when an entity is added, not only when it is saved.</summary>
    protected abstract void NumberIds(ModelBuilder modelBuilder, Type entity, string table);
}

/// <summary>What the model is made of.</summary>
public sealed record ModelSource(IReadOnlyList<IModule> Modules, KeyRing KeyRing)
{
    /// <summary>Options for work outside the program, which has no services to find this among.</summary>
    public TBuilder AddTo<TBuilder>(TBuilder options)
        where TBuilder : DbContextOptionsBuilder
    {
        options.UseApplicationServiceProvider(new ServiceCollection().AddSingleton(this).BuildServiceProvider());
        return options;
    }

    // A context of a pool is made of its options alone.
    internal static ModelSource Of(DbContextOptions options) =>
        options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetRequiredService<ModelSource>();
}
