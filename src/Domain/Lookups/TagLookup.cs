using Ardalis.Specification;
using PropOps.Domain.Kernel;

namespace PropOps.Domain.Lookups;

public sealed class TagLookup : Lookup
{
    /// <param name="all">every tag there is, those that are switched off included.</param>
    /// <exception cref="ConflictRefusal">one of them has the name.</exception>
    public static TagLookup Create(NewTag wanted, IReadOnlyCollection<TagLookup> all)
    {
        if (all.Any(tag => tag.IsNamed(wanted.Name)))
        {
            throw new ConflictRefusal("A job tag with this name already exists");
        }

        var tag = new TagLookup
        {
            Id = all.Select(other => other.Id).DefaultIfEmpty().Max() + 1,
            Name = wanted.Name,
            Colour = wanted.Colour?.ToLowerInvariant(),
            SortOrder = wanted.SortOrder ?? all.Select(other => other.SortOrder).DefaultIfEmpty().Max() + 1,
        };
        tag.Raise(new TagMade(tag));
        return tag;
    }
}

/// <param name="Colour"><c>#rrggbb</c>, or none.</param>
/// <param name="SortOrder">null = behind the others.</param>
public sealed record NewTag(string Name, string? Colour, int? SortOrder);

public sealed record TagMade(TagLookup Tag) : IDomainEvent;

public sealed class EveryTag : Specification<TagLookup>;
