using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PropOps.UnitTests.Contract;

/// <summary>What <c>docs/contract</c> of this checkout says (its README has the shape).</summary>
internal sealed class WireContract
{
    private const string SharedByAll = "api-wide.yaml";

    private WireContract(IReadOnlyList<ContractGroup> groups)
    {
        Groups = groups;
        foreach (var group in groups)
        {
            group.Neighbours = groups;
        }
    }

    public IReadOnlyList<ContractGroup> Groups { get; }

    public IEnumerable<ContractOperation> Operations => Groups.SelectMany(group => group.Operations);

    public static WireContract Read()
    {
        var folder = Path.Combine(Root, "docs", "contract");
        return new WireContract(
        [
            .. from file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
               where Path.GetFileName(file) != SharedByAll
               select new ContractGroup(Path.GetFileName(file), Load(file)),
        ]);
    }

    /// <summary>The folder of this checkout.</summary>
    public static string Root { get; } = FindRoot();

    public static YamlMappingNode Load(string file)
    {
        using var text = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PropOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No PropOps.sln above the tests.");
    }
}

/// <summary>One file of the contract.</summary>
internal sealed class ContractGroup
{
    private readonly Dictionary<string, YamlNode> _objects;

    public ContractGroup(string file, YamlMappingNode node)
    {
        File = file;
        Operations = [.. node.List("operations").Select(operation => new ContractOperation(this, (YamlMappingNode)operation))];
        NotServed = node.Texts("not_served");
        StateMachine = node.Find("state_machine") is YamlMappingNode machine ? new ContractStateMachine(machine) : null;
        VisitStateMachine = node.Find("visit_state_machine") is YamlMappingNode ofVisits ? new ContractStateMachine(ofVisits) : null;
        _objects = node.Find("objects") is YamlMappingNode objects ? objects.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => entry.Value) : [];
    }

    public string File { get; }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public IReadOnlyList<string> NotServed { get; }

    /// <summary>null where the group has none.</summary>
    public ContractStateMachine? StateMachine { get; }

    /// <summary>null where the group has none.</summary>
    public ContractStateMachine? VisitStateMachine { get; }

    /// <summary>All files: what is no object here may be one of another.</summary>
    public IReadOnlyList<ContractGroup> Neighbours { private get; set; } = [];

    public bool HasObject(string name) => OwnerOf(name) is not null;

    /// <summary>The fields of an object, those of the one it extends first.</summary>
    public IReadOnlyList<ContractField> FieldsOf(string name) => OwnerOf(name)!.OwnFieldsOf(name);

    private ContractGroup? OwnerOf(string name) => Neighbours.Where(group => group._objects.ContainsKey(name)).OrderBy(group => group != this).FirstOrDefault();

    private IReadOnlyList<ContractField> OwnFieldsOf(string name) => _objects[name] switch
    {
        YamlSequenceNode fields => ContractField.AllOf(fields),
        YamlMappingNode extended => [.. FieldsOf(extended.Text("extends")!), .. ContractField.AllOf(extended.List("fields"))],
        var other => throw new InvalidOperationException($"{File}: {name} is no object but {other.NodeType}."),
    };
}

internal sealed class ContractOperation(ContractGroup group, YamlMappingNode node)
{
    public ContractGroup Group { get; } = group;

    public string Id { get; } = node.Text("id")!;

    public string Method { get; } = node.Text("method")!;

    public string Path { get; } = node.Text("path")!;

    public string? Action { get; } = node.Text("action");

    /// <summary>Taken where no action is sent; so is an operation that has none.</summary>
    public bool IsDefault { get; } = node.Flag("default") || node.Text("action") is null;

    public bool IsPublic { get; } = node.Text("auth") == "public";

    public bool NeedsCsrf { get; } = node.Text("method") != "GET" && node.Text("csrf") != "false";

    /// <summary>Columns of a list's download; empty where it has none.</summary>
    public IReadOnlyList<string> Csv { get; } = node.Texts("csv");

    public string RateClass { get; } = node.Text("rate_class")!;

    public string? Permission { get; } = node.Text("permission");

    public IReadOnlyList<string> PermissionAlso { get; } = node.Texts("permission_also");

    /// <summary>Keys asked for on top, on a condition.</summary>
    public IReadOnlyList<string> PermissionAnd { get; } = [.. node.List("permission_and").Cast<YamlMappingNode>().Select(and => and.Text("key")!)];

    public IReadOnlyList<string> AccountTypes { get; } = node.Texts("account_types");

    /// <summary>The key is asked for another account's record only.</summary>
    public bool IsOwnExempt { get; } = node.Flag("own_exempt");

    /// <summary>In place of a permission: only accounts with one of these roles.</summary>
    public IReadOnlyList<string> Roles { get; } = node.Texts("roles");

    public bool NeedsReauth { get; } = node.Flag("reauth");

    /// <summary>The gate that it clears.</summary>
    public string? Gate { get; } = node.Text("gate");

    /// <summary>The further doors that are open, as <c>GET /path</c>, with <c>action=…</c> where they have one.</summary>
    public IReadOnlyList<string> Doors { get; } = DoorsOf(node, areServed: true);

    /// <summary>Those that wait for a later part.</summary>
    public IReadOnlyList<string> ClosedDoors { get; } = DoorsOf(node, areServed: false);

    /// <summary>Statuses of the refusals that are particular to the operation.</summary>
    public IReadOnlyList<int> ErrorStatuses { get; } =
        [.. node.List("errors").Cast<YamlMappingNode>().Where(error => error.Text("waits_for") is null).Select(error => int.Parse(error.Text("status")!, CultureInfo.InvariantCulture))];

    public IReadOnlyList<ContractField> Input { get; } = ContractField.AllOf(node.List("input"));

    /// <summary>The parameter with which a list answers one record itself; null where there is none.</summary>
    public string? OneBy { get; } = ((YamlMappingNode)node.Find("output")!).Text("one_by");

    public string Kind { get; } = ((YamlMappingNode)node.Find("output")!).Text("kind")!;

    /// <summary>The object of the answer; null where it is a file.</summary>
    public string? Answer { get; } = ((YamlMappingNode)node.Find("output")!).Text("of");

    /// <summary>What a success says; {…} stands for what the record fills in.</summary>
    public IReadOnlyList<string> Messages { get; } = node.Texts("messages");

    public IReadOnlyList<ContractField> Extras { get; } = ContractField.AllOf(((YamlMappingNode)node.Find("output")!).List("extras"));

    private static string[] DoorsOf(YamlMappingNode node, bool areServed) =>
    [
        .. from door in node.List("also").Cast<YamlMappingNode>()
           where door.Text("waits_for") is null == areServed
           select $"{door.Text("method")} {door.Text("path")}{(door.Text("action") is { } action ? $" action={action}" : "")}",
    ];
}

/// <summary>One field of an input or of an object.</summary>
internal sealed class ContractField(YamlMappingNode node)
{
    public string Name { get; } = node.Text("name")!;

    public string? In { get; } = node.Text("in");

    public string Type { get; } = node.Text("type")!;

    public string? Items { get; } = node.Text("items");

    public bool IsRequired { get; } = node.Flag("required");

    public bool IsNullable { get; } = node.Flag("nullable");

    /// <summary>An answer may leave it out.</summary>
    public bool IsOptional { get; } = node.Flag("optional");

    public bool Waits { get; } = node.Text("waits_for") is not null;

    /// <summary>Of the right type it may be sent, and changes nothing.</summary>
    public bool IsIgnored { get; } = node.Text("note")?.StartsWith("taken and ignored", StringComparison.Ordinal) == true;

    public string? Default { get; } = node.Text("default");

    public IReadOnlyList<string> Enum { get; } = node.Texts("enum");

    public string? Min { get; } = node.Text("min");

    public string? Max { get; } = node.Text("max");

    public IReadOnlyList<string> Aliases { get; } = node.Texts("aliases");

    public static IReadOnlyList<ContractField> AllOf(IEnumerable<YamlNode> fields) => [.. fields.Select(field => new ContractField((YamlMappingNode)field))];
}

internal static class YamlNodes
{
    public static YamlNode? Find(this YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlMappingNode node, string key) => (node.Find(key) as YamlScalarNode)?.Value;

    public static bool Flag(this YamlMappingNode node, string key) => node.Text(key) == "true";

    public static IEnumerable<YamlNode> List(this YamlMappingNode node, string key) => node.Find(key) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    public static IReadOnlyList<string> Texts(this YamlMappingNode node, string key) => [.. node.List(key).Select(item => ((YamlScalarNode)item).Value!)];
}
