using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Security;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Security;

internal sealed class SecurityModel : IEntityTypeConfiguration<SecurityEvent>
{
    public void Configure(EntityTypeBuilder<SecurityEvent> builder)
    {
        builder.ToTable("core_security_events");
        builder.Property(happened => happened.Type).HasConversion<string>();
        builder.Property(happened => happened.Outcome).HasConversion<string>();
        builder.Property(happened => happened.Method).HasConversion<string>();
        builder.Property(happened => happened.MaskedEmail).IsEncryptedOrNull();
        builder.Property(happened => happened.IpAddress).IsEncryptedOrNull();
        builder.Property(happened => happened.UserAgent).IsEncryptedOrNull();
        builder.HasIndex(happened => happened.At);
        builder.HasIndex(happened => new { happened.UserId, happened.At });
        builder.HasIndex(happened => new { happened.IpToken, happened.At });
    }
}

internal sealed partial class SecurityLog(
    PropOpsDbContext db,
    ITransaction transaction,
    IServiceScopeFactory scopes,
    BlindIndex blindIndex,
    ICurrentUser currentUser,
    Origin origin,
    TimeProvider time,
    ILogger<SecurityLog> logger) : ISecurityLog
{
    private const int LongestText = 300;

    public void Add(SecurityNote note) => db.Add(EventOf(note));

    public Task Keep(SecurityNote note, CancellationToken cancellationToken)
    {
        var happened = EventOf(note);
        if (db.Database.CurrentTransaction is null)
        {
            return Write(happened);
        }

        transaction.AfterEnd(() => Write(happened));
        return Task.CompletedTask;
    }

    // A scope of its own: this one's context still holds what was rolled back. And not the caller's token, who may go as soon
    // as they are refused.
    private async Task Write(SecurityEvent happened)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ITransaction>().Run(
                () => Task.FromResult(scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Add(happened)), CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogLost(logger, happened.Type, Unforeseen.Describe(exception));
        }
    }

    private SecurityEvent EventOf(SecurityNote note) => new()
    {
        At = time.GetUtcNow(),
        Type = note.Type,
        Severity = note.Severity,
        Outcome = note.Outcome,
        Method = note.Method,
        MaskedEmail = note.UserId is null && note.Email is { } email ? EmailAddress.Mask(email) : null,
        UserId = note.UserId,
        ActorId = currentUser.Actor.AccountId,
        IpAddress = origin.IpAddress,
        IpToken = origin.IpAddress is { } address ? blindIndex.Token(BlindIndexKind.IpAddress, address) : null,
        UserAgent = Start(origin.UserAgent),
        Detail = Start(note.Detail)!,
        CorrelationId = origin.CorrelationId,
    };

    private static string? Start(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;

    [LoggerMessage(LogLevel.Warning, "A security event ({Type}) could not be kept: {What}")]
    private static partial void LogLost(ILogger logger, SecurityEventType type, string what);
}
