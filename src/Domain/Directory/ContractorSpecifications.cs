using Ardalis.Specification;

namespace PropOps.Domain.Directory;

public sealed class ContractorById : Specification<Contractor>
{
    public ContractorById(long id) => Query.Where(contractor => contractor.Id == id);
}
