using PropOps.Application.Files;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.WebApi.RateLimiting;

namespace PropOps.WebApi.Operations;

/// <summary>A group's operations, as one readable table.</summary>
internal interface IEndpoints
{
    void Map(OperationTable api);
}

/// <summary>All operations of the product. Routes, documents and the contract test read it.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<(string Method, string Path), PathOperations> _paths = [];

    public OperationTable(IEnumerable<IEndpoints> groups)
    {
        foreach (var group in groups)
        {
            group.Map(this);
        }

        foreach (var operation in Operations)
        {
            foreach (var door in operation.Doors)
            {
                PathOf(door.Method, door.Path).Open(operation, door);
            }
        }

        RequireOneAnswer();
    }

    public IEnumerable<Operation> Operations => _paths.Values.SelectMany(path => path.Own).ToList();

    public IEnumerable<PathOperations> Paths => _paths.Values;

    public PathOperations Get(string path) => PathOf("GET", path);

    public PathOperations Post(string path) => PathOf("POST", path);

    public PathOperations Put(string path) => PathOf("PUT", path);

    /// <summary>What stands twice would hide one operation behind another.</summary>
    private void RequireOneAnswer()
    {
        var faults = Operations.GroupBy(operation => operation.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key} stands twice")
            .Concat(Operations.Where(operation => (operation.AnswerType == typeof(FileContent)) != (operation.MediaTypes.Count > 0)).Select(operation => $"{operation.Id} does not say which file it answers"))
            .Concat(Paths.SelectMany(path => path.Faults()))
            .ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"The operation tables contradict themselves: {string.Join("; ", faults)}.");
        }
    }

    private PathOperations PathOf(string method, string path)
    {
        if (!_paths.TryGetValue((method, path), out var operations))
        {
            _paths.Add((method, path), operations = new PathOperations(method, path));
        }

        return operations;
    }
}

/// <summary>The operations of one path and verb, told apart by <c>action</c>. What is said after a line is said of that line.</summary>
internal sealed class PathOperations(string method, string path)
{
    private readonly List<Operation> _own = [];
    private readonly List<Entrance> _reachable = [];

    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>The lines of this path and verb.</summary>
    public IReadOnlyList<Operation> Own => _own;

    /// <summary>The lines, and those of other paths that have a door here.</summary>
    public IReadOnlyList<Entrance> Reachable => _reachable;

    public bool HasActions => _reachable.Exists(entrance => entrance.Action is not null);

    /// <summary>Set where this is a door for browsers: the answer is a redirect to the address that this setting holds.</summary>
    public SettingKey<string>? LandsAt { get; private set; }

    /// <summary>A call does not count as a sign of life of its session.</summary>
    public bool LeavesSessionAlone => _reachable.Exists(entrance => entrance.Operation.LeavesSessionAlone);

    private Operation Last => _own[^1];

    private bool HasCsv => _reachable.Exists(entrance => entrance.Operation.Csv is not null);

    public PathOperations Default<TRequest, TAnswer>(string action)
        where TRequest : notnull =>
        Line<TRequest, TAnswer>(action, isDefault: true, id: null);

    public PathOperations Action<TRequest, TAnswer>(string action)
        where TRequest : notnull =>
        Line<TRequest, TAnswer>(action, isDefault: false, id: null);

    /// <summary>The one operation of this path and verb.</summary>
    public PathOperations Only<TRequest, TAnswer>(string id)
        where TRequest : notnull =>
        Line<TRequest, TAnswer>(action: null, isDefault: true, id);

    public PathOperations WithId(string id) => Say(() => Last.Id = id);

    /// <summary>A second door to the line.</summary>
    /// <param name="action">tells the line apart behind that door; left out, it is what the door opens without one.</param>
    public PathOperations Also(string verb, string door, string? action = null) => Say(() => Last.Doors.Add(new Door(verb, door, action)));

    /// <summary>A second door for browsers, which then land at the address that the setting holds.</summary>
    public PathOperations AlsoForBrowsers(string door, SettingKey<string> landsAt) => Say(() => Last.Doors.Add(new Door("GET", door) { LandsAt = landsAt }));

    public PathOperations Limited(RateClass rateClass) => Say(() => Last.RateClass = rateClass);

    public PathOperations WithoutCsrf() => Say(() => Last.NeedsCsrf = false);

    public PathOperations LeavingSessionAlone() => Say(() => Last.LeavesSessionAlone = true);

    public PathOperations WithETag() => Say(() => Last.HasETag = true);

    /// <summary>The list can be downloaded with <c>format=csv</c>, with these fields of its records.</summary>
    public PathOperations OrCsv<TRequest, TRow>(string name, IReadOnlyList<string> columns)
        where TRequest : notnull =>
        Say(() => Last.Csv = new CsvExport<TRequest, TRow>(name, columns));

    /// <summary>The answer is a file of one of these types.</summary>
    public PathOperations AsFile(params string[] mediaTypes) => Say(() => Last.MediaTypes = mediaTypes);

    public PathOperations Saying(string message) => Say(() => Last.Message = message);

    /// <returns>null where the action is unknown, or missing without a default.</returns>
    public Operation? Find(string? action) => (string.IsNullOrEmpty(action)
        ? _reachable.Find(entrance => entrance.IsDefault)
        : _reachable.Find(entrance => string.Equals(entrance.Action, action, StringComparison.OrdinalIgnoreCase))
            ?? (HasActions ? null : _reachable[0]))?.Operation;

    /// <summary>Before the body is read only the address and verb are known: the class of its operations, which they share, a download, or files.</summary>
    public CountedAs CountedAs(HttpContext http) =>
        new(
            HasCsv && CsvExport.IsAskedFor(http) ? RateClass.Export
            : MultipartBody.IsSent(http) && LargestUpload is not null ? RateClass.Upload
            : _reachable[0].Operation.RateClass,
            Method,
            Path);

    /// <summary>The largest file that one of the operations takes; null where none takes any.</summary>
    public UploadRule? LargestUpload => _reachable.Select(entrance => RequestShape.Of(entrance.Operation.RequestType).LargestUpload).OfType<UploadRule>().MaxBy(rule => rule.MaxBytes);

    /// <summary>Some operation here can be called without signing in.</summary>
    public bool IsOpen => _reachable.Exists(entrance => entrance.Operation.Access is AnyoneAttribute);

    /// <summary>
    /// A cookie or token of somebody who happens to be signed in is not looked at: who has a link needs no account (ACC-11), and
    /// whether the process answers must not hang on the database in which a session stands.
    /// </summary>
    public bool IsForStrangers => Path.StartsWith("/api/public/", StringComparison.Ordinal) || Path.StartsWith("/api/system/health/", StringComparison.Ordinal);

    /// <summary>An operation by itself: where nothing else stands, it needs no action.</summary>
    public static PathOperations Alone(Operation operation)
    {
        var alone = new PathOperations(operation.Method, operation.Path);
        alone.Open(operation, new Door(operation.Method, operation.Path));
        return alone;
    }

    internal void Open(Operation operation, Door door)
    {
        _reachable.Add(new Entrance(operation, door.Action, IsDefault: door.Action is null));
        LandsAt = door.LandsAt;
    }

    internal IEnumerable<string> Faults()
    {
        var doubled = _reachable.Where(entrance => entrance.Action is not null)
            .GroupBy(entrance => entrance.Action, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => $"{Method} {Path} has the action {same.Key} twice");
        return _reachable.Count(entrance => entrance.IsDefault) > 1 ? doubled.Append($"{Method} {Path} has two operations without action") : doubled;
    }

    private PathOperations Line<TRequest, TAnswer>(string? action, bool isDefault, string? id)
        where TRequest : notnull
    {
        var reads = Method is "GET";
        var operation = new Operation<TRequest, TAnswer>
        {
            Id = id ?? $"{Path["/api/".Length..].Replace('/', '.').Replace('-', '_')}.{action}",
            Method = Method,
            Path = Path,
            Action = action,
            IsDefault = isDefault,
            RateClass = reads ? RateClass.Read : RateClass.Write,
            NeedsCsrf = !reads && Access<TRequest>.Rule is not AnyoneAttribute,
        };
        _own.Add(operation);
        _reachable.Add(new Entrance(operation, action, isDefault));
        return this;
    }

    private PathOperations Say(Action what)
    {
        what();
        return this;
    }
}

/// <summary>One way to an operation on a path and verb: its own line, or a door of another.</summary>
internal sealed record Entrance(Operation Operation, string? Action, bool IsDefault);
