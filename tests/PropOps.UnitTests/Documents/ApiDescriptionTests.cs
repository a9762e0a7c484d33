using System.Text.Json.Nodes;
using PropOps.Application.Input;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.WebApi.Documents;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Documents;

public sealed class ApiDescriptionTests
{
    private readonly JsonNode _document = JsonNode.Parse(ApiDescription.Of(new OperationTable([new Orders()])).ToJson())!;
    private readonly JsonNode _operations = JsonNode.Parse(ApiDescription.OfOperations(new OperationTable([new Orders()])).ToJson())!;

    public enum Urgency
    {
        Normal,
        OutOfHours,
    }

    [Permission("api.orders.manage.read", AccountTypes = [AccountType.Staff])]
    public sealed record ListOrders
    {
        [Limits(1, 200)]
        public int Limit { get; init; } = 50;

        [OneOf("open", "closed")]
        public string? State { get; init; }

        public IReadOnlyList<Ref>? BranchIds { get; init; }
    }

    /// <summary>One order.</summary>
    [Permission("api.orders.manage.read")]
    public sealed record GetOrder
    {
        [Alias("order_uuid")]
        public required Ref OrderId { get; init; }

        [Limits(1, 500)]
        public int Limit { get; init; } = 50;
    }

    [Permission("api.orders.manage.write")]
    public sealed record CreateOrder : ICommand
    {
        [Text(1, 80)]
        public required string Title { get; init; }

        [Amount("0.00", "100.50")]
        public decimal? Price { get; init; }

        [Items(1, 20)]
        public required IReadOnlyList<Line> Lines { get; init; }

        public Urgency? Urgency { get; init; }

        public DateOnly? Day { get; init; }

        public DateTimeOffset? At { get; init; }

        [MailAddress]
        public string? Email { get; init; }
    }

    [Permission("api.orders.manage.write")]
    public sealed record UpdateOrder : ICommand
    {
        public required Ref OrderId { get; init; }

        public Patch<string?> Notes { get; init; }

        public Patch<long> Priority { get; init; }

        public Patch<Ref?> AgentId { get; init; }
    }

    public sealed record Line
    {
        [Text(0, 10)]
        public required string Name { get; init; }
    }

    [Anyone]
    public sealed record Ping
    {
        [FromPath]
        public required Guid Node { get; init; }
    }

    public sealed record Pong(string Status);

    public sealed record OrderRow(long Id, string? Title, Urgency Urgency);

    public sealed record Order(long Id, [property: AlsoAtTop] string OrderRef, OrderRow? Parent, IReadOnlyList<Line> Lines);

    public sealed record OrderPage(IReadOnlyList<OrderRow> Items, int OpenCount) : Page<OrderRow>(Items);

    private sealed class Orders : IEndpoints
    {
        public void Map(OperationTable api)
        {
            api.Get("/api/orders/manage").Default<ListOrders, OrderPage>("list").Action<GetOrder, Order>("get");
            api.Post("/api/orders/manage").Action<CreateOrder, Reply<Order>>("create").Action<UpdateOrder, Order>("update").Also("PUT", "/api/orders/manage");
            api.Get("/api/orders/ping/{node:guid}").Only<Ping, Pong>("orders.ping");
        }
    }

    [Test]
    public void Every_path_and_verb_has_an_entry_doors_too()
    {
        var entries = _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key} {verb.Value!["operationId"]}"));

        Assert.That(entries, Is.EquivalentTo(new[]
        {
            "get /api/orders/manage orders.manage.list",
            "post /api/orders/manage orders.manage.create",
            "put /api/orders/manage orders.manage.update",
            "get /api/orders/ping/{node} orders.ping",
        }));
    }

    [Test]
    public void A_door_beside_its_own_operation_has_an_id_of_its_own()
    {
        var ids = JsonNode.Parse(ApiDescription.Of(new OperationTable([new TwoDoors()])).ToJson())!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(verb => (string)verb.Value!["operationId"]!);

        Assert.That(ids, Is.EqualTo(new[] { "orders.create", "orders.create.put", "orders.create.post" }));
    }

    [Test]
    public void Query_parameters_of_all_operations_are_merged()
    {
        var limit = Parameter("limit")["schema"]!;

        Assert.Multiple(() =>
        {
            Assert.That(Texts(Parameter("action")["schema"]!["enum"]), Is.EqualTo(new[] { "list", "get" }));
            Assert.That(Parameter("action")["required"], Is.Null);
            Assert.That(((double)limit["minimum"]!, (double)limit["maximum"]!), Is.EqualTo((1.0, 500.0)));
            Assert.That(Parameter("order_id")["required"], Is.Null, "list does not need it");
            Assert.That((string?)Parameter("order_id")["description"], Is.EqualTo("Also taken as `order_uuid`. Of `get`."));
            Assert.That(Texts(Parameter("state")["schema"]!["enum"]), Is.EqualTo(new[] { "open", "closed" }));
            Assert.That(Parameter("branch_ids")["schema"]!["items"]!["oneOf"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void A_path_value_is_a_required_parameter()
    {
        var node = _document["paths"]!["/api/orders/ping/{node}"]!["get"]!["parameters"]!.AsArray().Single()!;

        Assert.That(((string?)node["in"], (bool)node["required"]!, (string?)node["schema"]!["format"]), Is.EqualTo(("path", true, "uuid")));
    }

    [Test]
    public void Bodies_are_told_apart_by_action()
    {
        var body = Entry("post")["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var mapping = body["discriminator"]!["mapping"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

        Assert.Multiple(() =>
        {
            Assert.That((string?)body["discriminator"]!["propertyName"], Is.EqualTo("action"));
            Assert.That(mapping, Is.EqualTo(new Dictionary<string, string?>
            {
                ["create"] = "#/components/schemas/OrdersManageCreateRequest",
                ["update"] = "#/components/schemas/OrdersManageUpdateRequest",
            }));
            Assert.That(body["oneOf"]!.AsArray().Select(one => (string?)one!["$ref"]), Is.EqualTo(mapping.Values));
            Assert.That(Texts(Schema("OrdersManageCreateRequest")["properties"]!["action"]!["enum"]), Is.EqualTo(new[] { "create" }));
        });
    }

    [Test]
    public void One_operation_has_its_record_alone_as_body() =>
        Assert.That((string?)Entry("put")["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"], Is.EqualTo("#/components/schemas/OrdersManageUpdateDoorRequest"));

    [Test]
    public void Fields_have_their_types_and_limits()
    {
        var create = Schema("OrdersManageCreateRequest");

        Assert.Multiple(() =>
        {
            Assert.That(Texts(create["required"]), Is.EqualTo(new[] { "action", "title", "lines" }));
            AssertField(create, "title", """{"type":"string","maxLength":80,"minLength":1}""");
            AssertField(create, "price", """{"type":"number","description":"At most two decimals.","maximum":100.50,"minimum":0.00,"nullable":true}""");
            AssertField(create, "lines", """{"type":"array","maxItems":20,"minItems":1,"items":{"$ref":"#/components/schemas/LineInput"}}""");
            AssertField(create, "urgency", """{"type":"string","nullable":true,"enum":["normal","out_of_hours",null]}""");
            AssertField(create, "day", """{"type":"string","format":"date","nullable":true}""");
            AssertField(create, "at", """{"type":"string","format":"date-time","nullable":true}""");
            AssertField(create, "email", """{"type":"string","format":"email","maxLength":254,"nullable":true}""");
        });
    }

    [Test]
    public void Fields_of_an_update_are_nullable_where_they_can_be_cleared()
    {
        var update = Schema("OrdersManageUpdateRequest");

        Assert.Multiple(() =>
        {
            Assert.That(Texts(update["required"]), Is.EqualTo(new[] { "action", "order_id" }));
            AssertField(update, "order_id", """{"oneOf":[{"type":"integer","format":"int64","minimum":1},{"type":"string","format":"uuid"}]}""");
            AssertField(update, "notes", """{"type":"string","nullable":true}""");
            AssertField(update, "priority", """{"type":"integer","format":"int64"}""");
            AssertField(update, "agent_id", """{"oneOf":[{"type":"integer","format":"int64","minimum":1,"nullable":true},{"type":"string","format":"uuid"}]}""");
        });
    }

    [Test]
    public void A_list_has_its_extras_beside_its_records()
    {
        var page = Schema("OrderPageEnvelope");

        Assert.That(page["properties"]!.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "success", "data", "count", "total", "open_count", "message" }));
        Assert.That(Texts(page["required"]), Is.EqualTo(new[] { "success", "data", "count", "open_count", "message" }));
        AssertField(page, "data", """{"type":"array","items":{"$ref":"#/components/schemas/OrderRow"}}""");
    }

    [Test]
    public void An_answer_stands_in_its_envelope_with_marked_fields_on_top()
    {
        var envelope = Schema("OrderEnvelope");

        Assert.That(envelope["properties"]!.AsObject().Select(property => property.Key), Is.EqualTo(new[] { "success", "data", "order_ref", "message" }));
        AssertField(envelope, "data", """{"$ref":"#/components/schemas/Order"}""");
        AssertField(Schema("Order"), "parent", """{"type":"object","nullable":true,"oneOf":[{"$ref":"#/components/schemas/OrderRow"}]}""");
    }

    [Test]
    public void The_same_answer_of_two_operations_is_described_once() =>
        Assert.That((string?)Entry("post")["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"], Is.EqualTo("#/components/schemas/OrderEnvelope"));

    [Test]
    public void Errors_have_one_envelope_and_only_the_statuses_that_can_be()
    {
        var errors = Entry("post")["responses"]!.AsObject().Where(answer => answer.Key != "200").ToList();

        Assert.That(errors.Select(answer => answer.Key), Is.EqualTo(new[] { "400", "401", "403", "404", "409", "429", "default" }));
        Assert.That(
            errors.Select(answer => (string?)answer.Value!["content"]!["application/json"]!["schema"]!["$ref"]), Has.All.EqualTo("#/components/schemas/ErrorEnvelope"));
        Assert.That(
            _document["paths"]!["/api/orders/ping/{node}"]!["get"]!["responses"]!.AsObject().Select(answer => answer.Key),
            Is.EqualTo(new[] { "200", "400", "404", "429", "default" }),
            "anyone may ask, and nothing is changed");
    }

    [Test]
    public void Each_operation_has_an_entry_of_its_own_in_the_other_document()
    {
        var entries = _operations["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key} {verb.Value!["operationId"]}"));

        Assert.That(entries, Is.EqualTo(new[]
        {
            "get /api/orders/manage#list orders.manage.list",
            "get /api/orders/manage#get orders.manage.get",
            "post /api/orders/manage#create orders.manage.create",
            "post /api/orders/manage#update orders.manage.update",
            "get /api/orders/ping/{node} orders.ping",
        }));
    }

    [Test]
    public void There_the_action_is_neither_parameter_nor_field()
    {
        var list = _operations["paths"]!["/api/orders/manage#list"]!["get"]!;
        var create = _operations["paths"]!["/api/orders/manage#create"]!["post"]!;

        Assert.Multiple(() =>
        {
            Assert.That(list["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]), Is.EqualTo(new[] { "limit", "state", "branch_ids" }));
            Assert.That(create["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]), Is.EqualTo(new[] { "X-CSRF-Token", "Idempotency-Key" }));
            Assert.That((string?)create["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"], Is.EqualTo("#/components/schemas/OrdersManageCreateRequest"));
            Assert.That(
                Texts(_operations["components"]!["schemas"]!["OrdersManageCreateRequest"]!["required"]), Is.EqualTo(new[] { "title", "lines" }));
        });
    }

    [Test]
    public void An_entry_is_named_by_what_its_request_says_of_itself_or_by_its_action()
    {
        Assert.That((string?)_operations["paths"]!["/api/orders/manage#get"]!["get"]!["summary"], Is.EqualTo("One order."));
        Assert.That((string?)_operations["paths"]!["/api/orders/manage#update"]!["post"]!["summary"], Is.EqualTo("Update"));
    }

    [Test]
    public void What_is_not_for_anyone_asks_for_bearer_or_cookie()
    {
        Assert.That(Entry("get")["security"]!.ToJsonString(), Is.EqualTo("""[{"bearer":[]},{"cookie":[]}]"""));
        Assert.That(_document["paths"]!["/api/orders/ping/{node}"]!["get"]!["security"]!.ToJsonString(), Is.EqualTo("[{}]"));
    }

    [Test]
    public void The_description_names_ids_and_keys() =>
        Assert.That((string?)Entry("get")["description"], Is.EqualTo(
            "- `orders.manage.list` (where no action is sent): `api.orders.manage.read`, for Staff; limited as `read`.\n- `orders.manage.get`: `api.orders.manage.read`; limited as `read`. One order."));

    private sealed class TwoDoors : IEndpoints
    {
        public void Map(OperationTable api) =>
            api.Post("/api/orders").Only<CreateOrder, Order>("orders.create").Also("PUT", "/api/orders").Also("POST", "/api/orders/create");
    }

    private JsonNode Entry(string verb) => _document["paths"]!["/api/orders/manage"]![verb]!;

    private JsonNode Schema(string name) => _document["components"]!["schemas"]![name]!;

    private JsonNode Parameter(string name) => Entry("get")["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == name)!;

    private static string?[] Texts(JsonNode? values) => [.. values!.AsArray().Select(value => (string?)value)];

    private static void AssertField(JsonNode schema, string name, string expected)
    {
        var field = schema["properties"]![name]!.DeepClone().AsObject();
        field.Remove("example");
        Assert.That(JsonNode.DeepEquals(field, JsonNode.Parse(expected)), Is.True, $"{name} is {field.ToJsonString()}");
    }
}
