using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>A group's operations, as one readable table.</summary>
internal interface IEndpoints
{
    void Map(OperationTable api);
}

/// <summary>All operations of the product. Routes, documents, the permission registry and the contract test read it.</summary>
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
            foreach (var (method, path) in operation.Doors)
            {
                PathOf(method, path).Add(operation);
            }
        }
    }

    public IEnumerable<Operation> Operations => _paths.Values.SelectMany(path => path.Own).ToList();

    public IEnumerable<PathOperations> Paths => _paths.Values;

    public PathOperations Get(string path) => PathOf("GET", path);

    public PathOperations Post(string path) => PathOf("POST", path);

    public PathOperations Put(string path) => PathOf("PUT", path);

    public PathOperations Delete(string path) => PathOf("DELETE", path);

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
    private readonly List<Operation> _reachable = [];

    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>The lines of this path and verb.</summary>
    public IReadOnlyList<Operation> Own => _own;

    /// <summary>The lines, and those of other paths that have a door here.</summary>
    public IReadOnlyList<Operation> Reachable => _reachable;

    public bool HasActions => _reachable.Exists(operation => operation.Action is not null);

    private Operation Last => _own[^1];

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

    public PathOperations Also(string verb, string door) => Say(() => Last.Doors.Add((verb, door)));

    public PathOperations Limited(RateClass rateClass) => Say(() => Last.RateClass = rateClass);

    public PathOperations WithoutCsrf() => Say(() => Last.NeedsCsrf = false);

    public PathOperations WithETag() => Say(() => Last.HasETag = true);

    public PathOperations Saying(string message) => Say(() => Last.Message = message);

    /// <returns>null where the action is unknown, or missing without a default.</returns>
    public Operation? Find(string? action) => string.IsNullOrEmpty(action)
        ? _reachable.Find(operation => operation.IsDefault)
        : _reachable.Find(operation => string.Equals(operation.Action, action, StringComparison.OrdinalIgnoreCase))
            ?? (HasActions ? null : _reachable[0]);

    /// <summary>Before the body is read only path and verb are known: the class of its operations, which they share.</summary>
    public RateClass RateClass => _reachable[0].RateClass;

    /// <summary>Some operation here can be called without signing in.</summary>
    public bool IsOpen => _reachable.Exists(operation => operation.Access is AnyoneAttribute);

    internal void Add(Operation operation) => _reachable.Add(operation);

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
        _reachable.Add(operation);
        return this;
    }

    private PathOperations Say(Action what)
    {
        what();
        return this;
    }
}
