using System.Reflection;
using ArchUnitNET.Loader;
using Architecture = ArchUnitNET.Domain.Architecture;
using Type = System.Type;

namespace PropOps.ArchitectureTests.House;

/// <summary>The product as compiled.</summary>
internal static class Code
{
    /// <summary>One assembly for each project of the product; one that WebApi does not compose is not beside the tests, and fails.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Repository.Product.Select(project => Assembly.Load(project.Name))];

    public static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(assembly => assembly.GetTypes())];

    public static Architecture Architecture { get; } = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();

    public static IEnumerable<Type> ConcreteTypes => Types.Where(type => type is { IsInterface: false, IsAbstract: false });

    /// <summary>The constructed forms in which a type implements a generic interface.</summary>
    public static IEnumerable<Type> Implementations(this Type type, Type generic) =>
        type.GetInterfaces().Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == generic);

    public static bool IsIn(this Type type, string layer) => type.Assembly.GetName().Name!.EndsWith("." + layer, StringComparison.Ordinal);
}
