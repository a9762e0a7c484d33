using AutoMapper;
using AutoMapper.Internal;
using PropOps.Domain.Lookups;
using PropOps.Jobs.Application.Jobs;

namespace PropOps.UnitTests.Jobs;

public sealed class LookupMapTests
{
    private static readonly MapperConfiguration Maps = new(maps => maps.AddProfile<LookupMaps>());

    [Test]
    public void Every_field_of_an_item_comes_from_somewhere() => Maps.AssertConfigurationIsValid();

    [Test]
    public void Every_map_ends_and_begins_with_what_stands_in_the_database()
    {
        var maps = Maps.Internal().GetAllTypeMaps();

        Assert.That(maps, Is.Not.Empty);
        Assert.That(maps.Select(map => map.MaxDepth), Has.All.EqualTo(1));
        Assert.That(maps.Select(map => map.SourceType), Has.All.Matches<Type>(typeof(Lookup).IsAssignableFrom));
    }
}
