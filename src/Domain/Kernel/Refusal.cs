namespace PropOps.Domain.Kernel;

/// <summary>
/// A request that cannot be granted, with a text for a person and a code for a program. Each kind has one HTTP status, which
/// the wire also names where one answer tells of many records; nothing else that is thrown tells a caller anything.
/// </summary>
public abstract class Refusal(int status, string message, string code) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>409: the state of things does not allow it.</summary>
public sealed class ConflictRefusal(string message, string code = "conflict") : Refusal(409, message, code)
{
    public static ConflictRefusal ChangedBySomeoneElse() =>
        new("This record was changed by someone else. Reload it and try again.");
}

/// <summary>404: absent, deleted or not visible to the caller, which must not be told apart.</summary>
public sealed class NotFoundRefusal : Refusal
{
    public NotFoundRefusal(string record)
        : this($"{record} not found", "not_found")
    {
    }

    private NotFoundRefusal(string message, string code)
        : base(404, message, code)
    {
    }

    /// <summary>Where the contract has a text of its own.</summary>
    public static NotFoundRefusal Saying(string message) => new(message, "not_found");
}

/// <summary>403: signed in, but not allowed to do this.</summary>
public sealed class ForbiddenRefusal(
    string message = "You do not have permission to perform this action",
    string code = "permission_denied") : Refusal(403, message, code);

/// <summary>400: one field is missing, of the wrong type, out of its limits or not possible here.</summary>
public class InvalidRefusal(string field, string? message = null, string code = "invalid_parameter")
    : Refusal(400, message ?? $"Invalid or missing required parameter: {field}", code)
{
    public string Field { get; } = field;
}

/// <summary>401: who is calling is not known, or not proven.</summary>
public sealed class UnauthenticatedRefusal(
    string message = "Authentication required. Please log in.",
    string code = "authentication_required") : Refusal(401, message, code);

/// <summary>413: more bytes than are taken.</summary>
public sealed class TooLargeRefusal(string limit) : Refusal(413, $"The request is larger than {limit}", "too_large");

/// <summary>415: of a kind that is not taken.</summary>
public sealed class UnsupportedMediaTypeRefusal(string message = "Unsupported content type") : Refusal(415, message, "unsupported_media_type");

/// <summary>429: too often.</summary>
public sealed class TooManyRefusal(string message, TimeSpan retryAfter) : Refusal(429, message, "rate_limited")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>503: on purpose, for a while.</summary>
public sealed class UnavailableRefusal(string message, string code, TimeSpan retryAfter) : Refusal(503, message, code)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>503: this node cannot serve now.</summary>
public sealed class NotReadyRefusal(string obstacle) : Refusal(503, $"Not ready: {obstacle}", "unavailable");
