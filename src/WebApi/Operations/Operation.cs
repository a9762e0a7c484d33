using CommunityToolkit.HighPerformance.Buffers;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>One line of an operation table: what the contract says of the operation, and how to run it.</summary>
internal abstract class Operation
{
    public required string Id { get; set; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>null where the path and verb have this one operation only.</summary>
    public required string? Action { get; init; }

    /// <summary>Taken where no action is sent.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Further doors to the same handler.</summary>
    public List<Door> Doors { get; } = [];

    public required RateClass RateClass { get; set; }

    public bool NeedsCsrf { get; set; }

    public bool HasETag { get; set; }

    /// <summary>Set where the list can be downloaded as well.</summary>
    public CsvExport? Csv { get; set; }

    /// <summary>Of a file that is answered: what it may be.</summary>
    public IReadOnlyList<string> MediaTypes { get; set; } = [];

    public bool LeavesSessionAlone { get; set; }

    public string Message { get; set; } = Envelope.DefaultMessage;

    public abstract Type RequestType { get; }

    public abstract Type AnswerType { get; }

    public abstract Type HandlerType { get; }

    public abstract AccessAttribute Access { get; }

    /// <summary>The answer holds what is shown once.</summary>
    public bool ShowsSecret => (AnswerTypes.DataOfReply(AnswerType) ?? AnswerType).IsDefined(typeof(ShownOnceAttribute), inherit: false);

    public bool IsCommand => RequestType.IsAssignableTo(typeof(ICommand));

    /// <summary>Reads the request, checks its shape, runs the use case and returns the answer as the envelope's bytes.</summary>
    /// <param name="beforeCommit">what must be saved together with the change: the answer kept for an idempotency key. It does not run where no transaction makes the answer.</param>
    public abstract Task<OperationAnswer> Run(
        IServiceProvider services,
        RequestInput input,
        Func<OperationAnswer, Task>? beforeCommit,
        CancellationToken cancellationToken);
}

/// <summary>Another path and verb that lead to an operation.</summary>
internal sealed record Door(string Method, string Path, string? Action = null)
{
    /// <summary>A browser is sent on to the address that this setting holds.</summary>
    public SettingKey<string>? LandsAt { get; init; }
}

/// <summary>What a handler answered, ready to be written; its memory goes back to the pool, for a list is large.</summary>
/// <param name="records">how many records it shows.</param>
internal sealed class OperationAnswer(ArrayPoolBufferWriter<byte>? buffer, FileContent? file = null, int records = 0) : IDisposable
{
    public int Records => records;

    public ReadOnlyMemory<byte> Body => buffer?.WrittenMemory ?? default;

    /// <summary>Set where the answer is a file and no envelope.</summary>
    public FileContent? File => file;

    public void Dispose() => buffer?.Dispose();
}

internal sealed class Operation<TRequest, TAnswer> : Operation
    where TRequest : notnull
{
    public override Type RequestType => typeof(TRequest);

    public override Type AnswerType => typeof(TAnswer);

    public override Type HandlerType => typeof(IHandler<TRequest, TAnswer>);

    public override AccessAttribute Access => Access<TRequest>.Rule;

    public override async Task<OperationAnswer> Run(
        IServiceProvider services,
        RequestInput input,
        Func<OperationAnswer, Task>? beforeCommit,
        CancellationToken cancellationToken)
    {
        var request = RequestReader<TRequest>.Read(input);
        OperationAnswer? written = null;
        var answer = await services.GetRequiredService<Pipeline>().Execute(
            services.GetRequiredService<IHandler<TRequest, TAnswer>>(),
            request,
            beforeCommit is null ? null : answer => beforeCommit(written = Write(answer)),
            cancellationToken);
        return written ?? Write(answer);
    }

    private OperationAnswer Write(TAnswer answer) => answer is FileContent file ? new OperationAnswer(buffer: null, file) : EnvelopeWriter<TAnswer>.Write(answer, Message);
}
