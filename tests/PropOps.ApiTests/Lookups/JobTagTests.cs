using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Accounts;
using PropOps.ApiTests.Hosting;
using PropOps.Infrastructure.Outbox;
using PropOps.Infrastructure.Persistence;

namespace PropOps.ApiTests.Lookups;

/// <summary>admin.job_tags.*.</summary>
public sealed class JobTagTests(Column column) : AccountsTest(column)
{
    [Test]
    public async Task A_new_tag_is_offered_by_the_next_job_form_behind_the_others()
    {
        var director = await As("director");
        await Tags(director);
        var made = await Make(director, new { action = "create", tag_name = "  Out of hours ", colour = "#0D9488" });
        var last = (await Tags(director))[^1];

        Assert.That((made.Status, made.Data.GetProperty("tag_name").GetString()), Is.EqualTo((200, "Out of hours")));
        Assert.That(last.GetProperty("ID").GetInt32(), Is.EqualTo(made.Data.GetProperty("job_tag_id").GetInt32()));
        Assert.That((last.GetProperty("name").GetString(), last.GetProperty("colour").GetString(), last.GetProperty("is_active").GetBoolean()), Is.EqualTo(("Out of hours", "#0d9488", true)));
    }

    [Test]
    public async Task A_tag_stands_where_it_was_asked_to()
    {
        var director = await As("director");
        await Make(director, new { action = "create", tag_name = "First of all", sort_order = 0 });

        Assert.That((await Tags(director))[0].GetProperty("name").GetString(), Is.EqualTo("First of all"));
    }

    /// <summary>LOOK-4.</summary>
    [Test]
    public async Task Tags_that_were_asked_to_one_place_stand_there_by_their_names()
    {
        string[] names = ["Void works", "access refused", "Boiler"];
        var director = await As("director");
        foreach (var name in names)
        {
            await Make(director, new { action = "create", tag_name = name, sort_order = 100 });
        }

        var together = (await Tags(director)).Select(tag => tag.GetProperty("name").GetString()).Where(names.Contains);
        Assert.That(together, Is.EqualTo(new[] { "access refused", "Boiler", "Void works" }));
    }

    /// <summary>LOOK-3.</summary>
    [TestCase("Warranty")]
    [TestCase("  wARRANTY ")]
    public async Task A_name_is_taken_once_whatever_its_case_and_outer_spaces(string name)
    {
        var again = await Make(await As("director"), new { action = "create", tag_name = name });

        Assert.That((again.Status, again.Error), Is.EqualTo((409, "A job tag with this name already exists")));
    }

    /// <summary>LOOK-3, however close they follow one another.</summary>
    [Test]
    public async Task Of_many_who_add_one_name_at_once_one_succeeds()
    {
        var answers = await MakeAtOnce("Scaffold", "SCAFFOLD", "Scaffold", "SCAFFOLD", "Scaffold", "SCAFFOLD");

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 409, 409, 409, 409, 409 }));
    }

    [Test]
    public async Task Tags_that_are_added_at_once_have_an_id_each()
    {
        var answers = await MakeAtOnce("Aerial", "Basement", "Chimney", "Door entry", "Escalator", "Fencing");

        Assert.That(answers.Select(answer => answer.Status), Has.All.EqualTo(200));
        Assert.That(answers.Select(answer => answer.Data.GetProperty("job_tag_id").GetInt32()), Is.Unique);
    }

    [TestCase("red")]
    [TestCase("#12345")]
    [TestCase("#12345g")]
    public async Task A_colour_is_six_hexadecimal_digits(string colour)
    {
        var answer = await Make(await As("director"), new { action = "create", tag_name = "Colourful", colour });

        Assert.That((answer.Status, answer.Error), Is.EqualTo((400, "Invalid or missing required parameter: colour")));
    }

    [Test]
    public async Task Others_are_told_of_a_new_tag()
    {
        var made = await Make(await As("director"), new { action = "create", tag_name = "Asbestos" });

        await using var scope = Installation.Services.CreateAsyncScope();
        var told = await scope.ServiceProvider.GetRequiredService<PropOpsDbContext>().Set<OutboxRow>().Where(row => row.OrderingKey == "lookup:job_tag").ToListAsync();
        using var data = JsonDocument.Parse(told.Single(row => row.Data.Contains("Asbestos", StringComparison.Ordinal)).Data);

        Assert.That(told.Select(row => row.Type).Distinct(), Is.EqualTo(new[] { "lookup.changed" }));
        Assert.That(
            data.RootElement.EnumerateObject().Select(field => $"{field.Name} {field.Value}"),
            Is.EquivalentTo(new[] { "kind job_tag", $"record_id {made.Data.GetProperty("job_tag_id")}", "name Asbestos", "change created" }));
    }

    private async Task<ApiAnswer[]> MakeAtOnce(params string[] names)
    {
        var director = await As("director");
        var tabs = await Task.WhenAll(names.Select(async _ =>
            new ApiUser(Http, director.Token, (await director.Get("/api/security/csrf-token")).Data.GetProperty("token").GetString()!)));
        return await Task.WhenAll(tabs.Zip(names, (tab, name) => Make(tab, new { action = "create", tag_name = name })));
    }

    private static Task<ApiAnswer> Make(ApiUser user, object tag) => user.Post("/api/admin/job-tags", tag);

    private static async Task<IReadOnlyList<JsonElement>> Tags(ApiUser user) =>
        [.. (await user.Get("/api/jobs/manage?action=get_lookups")).Data.GetProperty("tags").EnumerateArray()];
}
