using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Domain.Lookups;

namespace PropOps.Infrastructure.Lookups;

internal sealed class LookupModel :
    IEntityTypeConfiguration<StatusLookup>,
    IEntityTypeConfiguration<PriorityLookup>,
    IEntityTypeConfiguration<JobTypeLookup>,
    IEntityTypeConfiguration<TimeRangeLookup>,
    IEntityTypeConfiguration<DocumentTypeLookup>,
    IEntityTypeConfiguration<TagLookup>
{
    public void Configure(EntityTypeBuilder<StatusLookup> builder) => Common(builder, "core_job_statuses");

    public void Configure(EntityTypeBuilder<PriorityLookup> builder) => Common(builder, "core_job_priorities");

    public void Configure(EntityTypeBuilder<JobTypeLookup> builder) => Common(builder, "core_job_types");

    public void Configure(EntityTypeBuilder<TimeRangeLookup> builder) => Common(builder, "core_time_ranges");

    public void Configure(EntityTypeBuilder<DocumentTypeLookup> builder) => Common(builder, "core_document_types");

    public void Configure(EntityTypeBuilder<TagLookup> builder) => Common(builder, "core_job_tags");

    private static void Common<T>(EntityTypeBuilder<T> builder, string table)
        where T : Lookup
    {
        builder.ToTable(table);
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.DomainEvents);
        builder.HasIndex(row => row.Uuid).IsUnique();
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}
