using Ardalis.Specification;

namespace PropOps.Notifications.Domain.Deliveries;

public sealed class DeliveryById : Specification<Delivery>
{
    public DeliveryById(long id) => Query.Where(delivery => delivery.Id == id);
}

public sealed class DeliveryByIdempotencyKey : Specification<Delivery>
{
    public DeliveryByIdempotencyKey(string key) => Query.Where(delivery => delivery.IdempotencyKey == key);
}
