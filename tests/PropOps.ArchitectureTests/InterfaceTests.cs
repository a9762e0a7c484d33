using System.Reflection;
using PropOps.ArchitectureTests.House;

namespace PropOps.ArchitectureTests;

public sealed class InterfaceTests
{
    private const BindingFlags AllConstructors = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>What somebody asks for as <c>IEnumerable</c> is a list that grows by classes, even while it holds one.</summary>
    private static readonly HashSet<Type> AskedForAsMany =
    [
        .. from type in Code.Types
           from constructor in type.GetConstructors(AllConstructors)
           from parameter in constructor.GetParameters()
           where parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
           select parameter.ParameterType.GetGenericArguments()[0],
    ];

    [Test]
    public void An_interface_is_a_port_or_has_several_implementations() =>
        Rule.ForEvery(
            Code.Types.Where(type => type.IsInterface && !type.IsIn("Application")),
            contract => AskedForAsMany.Contains(contract) || ImplementationsBeside(contract) != 1,
            "has one implementation in its own project; use the class itself");

    private static int ImplementationsBeside(Type contract) =>
        Code.ConcreteTypes.Count(type => type.Assembly == contract.Assembly && type.GetInterfaces().Any(implemented =>
            implemented == contract || (implemented.IsGenericType && implemented.GetGenericTypeDefinition() == contract)));
}
