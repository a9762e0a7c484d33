using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;
using PropOps.Jobs.Domain.History;
using PropOps.Jobs.Domain.Jobs;
using PropOps.Jobs.Domain.Pins;
using PropOps.Jobs.Domain.Visits;

namespace PropOps.Jobs.Infrastructure;

internal sealed class JobsModel : IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobCommit>, IEntityTypeConfiguration<Visit>, IEntityTypeConfiguration<JobPin>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs_jobs");
        builder.Ignore(job => job.Details);
        builder.Ignore(job => job.NextVisit);
        builder.Ignore(job => job.LastVisitWithOutcome);
        builder.Ignore(job => job.Works);
        builder.Property(job => job.AccessDetails).IsEncryptedOrNull();
        builder.Property(job => job.PrivateContactName).IsEncryptedOrNull();
        builder.Property(job => job.PrivateContactEmail).IsEncryptedOrNull();
        builder.Property(job => job.PrivateContactPhone).IsEncryptedOrNull();
        builder.Property(job => job.AssignmentState).HasConversion<string>();
        builder.Property(job => job.CreatedVia).HasConversion<string>();
        builder.OwnsOne(job => job.Hold, hold =>
        {
            hold.Property(row => row.ReasonCode).HasConversion<string>();
            hold.HasIndex(row => row.ResumeOn);
        });
        builder.OwnsOne(job => job.Report);
        builder.HasIndex(job => job.JobRef).IsUnique();
        builder.HasIndex(job => job.ExternalRef).IsUniqueOr409("external_ref is already in use");

        // The status at the end, so that a total is counted in the index alone: lists leave the archive out.
        builder.HasIndex(job => new { job.CreatedAt, job.Id, job.Status });
        builder.HasIndex(job => new { job.BranchId, job.CreatedAt, job.Id, job.Status });
        builder.HasIndex(job => new { job.Status, job.CreatedAt });
        builder.HasIndex(job => new { job.ContractorId, job.CreatedAt });
        builder.HasIndex(job => new { job.AgentId, job.CreatedAt });
        builder.HasIndex(job => new { job.AddressId, job.Id });
        builder.HasIndex(job => job.TenantIds);
        builder.HasIndex(job => job.TagIds);
        builder.HasIndex(job => job.UpdatedAt);
        builder.HasIndex(job => job.WorksStart);
        builder.HasIndex(job => job.CompletedAt);
        builder.HasMany(job => job.Commits).WithOne().HasForeignKey(commit => commit.JobId);
        builder.Navigation(job => job.Commits).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasMany(job => job.Visits).WithOne().HasForeignKey(visit => visit.JobId);
        builder.Navigation(job => job.Visits).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.ToTable("jobs_visits");
        builder.Ignore(visit => visit.Dates);
        builder.Property(visit => visit.Status).HasConversion<string>();
        builder.Property(visit => visit.ProposedBy).HasConversion<string>();
        builder.Property(visit => visit.ConfirmedBy).HasConversion<string>();
        builder.Property(visit => visit.CancelledBy).HasConversion<string>();
        builder.OwnsMany(visit => visit.Slots, slots => slots.ToJson("slots"));
        builder.Navigation(visit => visit.Slots).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(visit => new { visit.JobId, visit.Number }).IsUnique();
        builder.HasIndex(visit => new { visit.ContractorId, visit.Status, visit.Start });
        builder.HasIndex(visit => visit.Start);
        builder.HasIndex(visit => new { visit.Status, visit.Start });
    }

    public void Configure(EntityTypeBuilder<JobCommit> builder)
    {
        builder.ToTable("jobs_commits");
        builder.HasIndex(commit => new { commit.JobId, commit.Number }).IsUnique();
        builder.Property(commit => commit.Kind).HasConversion<string>();
        builder.Property(commit => commit.Via).HasConversion<string>();
        builder.Property(commit => commit.AuthorType).HasConversion<string>();
        builder.Property(commit => commit.Changes).IsEncryptedJson();
    }

    public void Configure(EntityTypeBuilder<JobPin> builder)
    {
        builder.ToTable("jobs_pins");
        builder.HasIndex(pin => new { pin.AccountId, pin.JobId }).IsUnique();
        builder.HasOne<Job>().WithMany().HasForeignKey(pin => pin.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}
