using Microsoft.AspNetCore.Http;
using PropOps.Application.Files;
using PropOps.Application.Input;
using PropOps.Application.Settings;
using PropOps.Application.UseCases;
using PropOps.Domain.RateLimiting;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

public sealed class OperationTableTests
{
    [Anyone]
    public sealed record ListOrders;

    [Anyone]
    public sealed record CloseOrder : ICommand;

    [Anyone]
    public sealed record SendOrder : ICommand
    {
        [SentAs(UploadKind.Banner)]
        public Upload? Drawing { get; init; }
    }

    public sealed record Orders(int Count);

    [Test]
    public void A_door_has_an_action_of_its_own()
    {
        var table = Table(api =>
        {
            api.Post("/api/orders/sessions").Action<CloseOrder, Orders>("terminate").Also("POST", "/api/orders", "terminate_session");
            api.Post("/api/orders").Default<ListOrders, Orders>("list");
        });

        var behind = table.Paths.Single(path => path.Path == "/api/orders");

        Assert.That(behind.Find("terminate_session")?.Id, Is.EqualTo("orders.sessions.terminate"));
        Assert.That(behind.Find("terminate"), Is.Null);
        Assert.That(behind.Find(null)?.Id, Is.EqualTo("orders.list"));
    }

    [Test]
    public void A_door_without_action_needs_none()
    {
        var table = Table(api => api.Post("/api/orders").Action<CloseOrder, Orders>("close").Also("DELETE", "/api/orders"));

        Assert.That(table.Paths.Single(path => path.Method == "DELETE").Find(null)?.Id, Is.EqualTo("orders.close"));
        Assert.That(table.Paths.Single(path => path.Method == "POST").Find(null), Is.Null);
    }

    [Test]
    public void A_browsers_door_knows_where_it_lands()
    {
        var table = Table(api => api.Post("/api/orders").Only<CloseOrder, Orders>("orders.close").AlsoForBrowsers("/close", OrganisationSettings.Url));

        Assert.That(table.Paths.Single(path => path.Path == "/close").LandsAt, Is.EqualTo(OrganisationSettings.Url));
        Assert.That(table.Paths.Single(path => path.Path == "/api/orders").LandsAt, Is.Null);
    }

    [TestCase("multipart/form-data; boundary=b", RateClass.Upload)]
    [TestCase("application/json", RateClass.Write)]
    public void Files_are_counted_as_what_they_are(string mediaType, RateClass counted)
    {
        var path = Table(api => api.Post("/api/orders").Only<SendOrder, Orders>("orders.send")).Paths.Single();

        Assert.That(path.CountedAs(new DefaultHttpContext { Request = { ContentType = mediaType } }).Class, Is.EqualTo(counted));
    }

    [Test]
    public void What_takes_no_file_is_not_counted_as_one_that_does()
    {
        var path = Table(api => api.Post("/api/orders").Only<CloseOrder, Orders>("orders.close")).Paths.Single();

        Assert.That(path.CountedAs(new DefaultHttpContext { Request = { ContentType = "multipart/form-data; boundary=b" } }).Class, Is.EqualTo(RateClass.Write));
    }

    [Test]
    public void A_file_that_is_answered_has_a_type() => AssertRefused(
        "orders.get does not say which file it answers",
        api => api.Get("/api/orders").Only<ListOrders, FileContent>("orders.get"));

    [Test]
    public void An_id_twice_is_refused() => AssertRefused(
        "orders.list stands twice",
        api =>
        {
            api.Get("/api/orders").Only<ListOrders, Orders>("orders.list");
            api.Get("/api/orders/all").Only<ListOrders, Orders>("orders.list");
        });

    [Test]
    public void An_action_twice_is_refused() => AssertRefused(
        "POST /api/orders has the action Close twice",
        api => api.Post("/api/orders").Action<CloseOrder, Orders>("Close").Action<CloseOrder, Orders>("close").WithId("orders.close_again"));

    [Test]
    public void A_door_over_another_operation_is_refused() => AssertRefused(
        "POST /api/orders has the action close twice",
        api =>
        {
            api.Post("/api/orders").Action<CloseOrder, Orders>("close");
            api.Post("/api/orders/close").Only<CloseOrder, Orders>("orders.close.only").Also("POST", "/api/orders", "close");
        });

    [Test]
    public void Two_operations_without_action_are_refused() => AssertRefused(
        "GET /api/orders has two operations without action",
        api => api.Get("/api/orders").Default<ListOrders, Orders>("list").Default<ListOrders, Orders>("get"));

    private static void AssertRefused(string fault, Action<OperationTable> map) =>
        Assert.That(() => Table(map), Throws.InvalidOperationException.With.Message.Contains(fault));

    private static OperationTable Table(Action<OperationTable> map) => new([new Group(map)]);

    private sealed class Group(Action<OperationTable> map) : IEndpoints
    {
        public void Map(OperationTable api) => map(api);
    }
}
