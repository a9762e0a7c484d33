using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;
using PropOps.Application.Activity;
using PropOps.Application.Encryption;
using PropOps.Application.Identity;
using PropOps.Application.Input;
using PropOps.Application.Persistence;
using PropOps.Application.Security;
using PropOps.Domain.Activity;
using PropOps.Domain.Security;
using PropOps.Infrastructure.Activity;
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
    RefusalRows refusalRows,
    ActivityLog activityLog,
    BlindIndex blindIndex,
    ICurrentUser currentUser,
    SignInCountries countries,
    Origin origin,
    TimeProvider time,
    ILogger<SecurityLog> logger) : ISecurityLog
{
    private const int LongestText = 300;

    public void Add(SecurityNote note)
    {
        db.Add(EventOf(note));
        if (note is { Type: SecurityEventType.SignIn, Outcome: SignInOutcome.Success, UserId: { } account })
        {
            transaction.AfterEnd(() => Judge(account));
        }
    }

    public Task Keep(SecurityNote note, CancellationToken cancellationToken)
    {
        object[] rows = RowOf(note) is { } row ? [EventOf(note), row] : [EventOf(note)];
        if (db.Database.CurrentTransaction is null)
        {
            return refusalRows.Write(rows);
        }

        transaction.AfterEnd(() => refusalRows.Write(rows));
        return Task.CompletedTask;
    }

    private async Task Judge(long account)
    {
        try
        {
            await countries.Judge(account);
        }
        catch (Exception exception)
        {
            LogUnjudged(logger, Unforeseen.Describe(exception));
        }
    }

    /// <summary>Of all that is refused, two kinds stand in the activity log as well (AUD-1).</summary>
    private ActivityRow? RowOf(SecurityNote note)
    {
        if (note.Type is not (SecurityEventType.SignInFailed or SecurityEventType.AccessDenied))
        {
            return null;
        }

        var isSignIn = note.Type == SecurityEventType.SignInFailed;
        var draft = new ActivityDraft { Action = isSignIn ? ActivityCategories.FailedSignIn : ActivityCategories.Denied };
        draft.Did(isSignIn ? $"A sign-in failed: {note.Outcome}" : note.Detail);
        return activityLog.RowOf(draft, aboutAccount: isSignIn ? note.UserId : null);
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
        ActorId = currentUser.Caller?.ActedBy?.Id ?? currentUser.Actor.AccountId,
        IpAddress = origin.IpAddress,
        IpToken = origin.IpAddress is { } address ? blindIndex.Token(BlindIndexKind.IpAddress, address) : null,
        UserAgent = Start(origin.UserAgent),
        Detail = Start(note.Detail)!,
        CorrelationId = origin.CorrelationId,
    };

    private static string? Start(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;

    [LoggerMessage(LogLevel.Warning, "A sign-in could not be compared with the others of its account: {What}")]
    private static partial void LogUnjudged(ILogger logger, string what);
}
