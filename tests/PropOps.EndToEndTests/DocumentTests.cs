namespace PropOps.EndToEndTests;

/// <summary>The published documents, as programs of others read them.</summary>
public sealed class DocumentTests
{
    [TestCase("v1")]
    [TestCase("operations")]
    public async Task A_public_validator_finds_nothing_wrong(string name)
    {
        using var data = new DataFolder();
        using var product = await Product.Run(data);
        await Fetch(product, data, name);

        await Tool.Run(data.Root, Tool.Of("redocly"), "lint", "--extends=spec", "swagger.json");
    }

    [Test]
    public async Task A_generator_of_others_makes_types_that_compile_strictly()
    {
        using var data = new DataFolder();
        using var product = await Product.Run(data);
        await Fetch(product, data, "v1");
        await Tool.Run(data.Root, Tool.Of("openapi-typescript"), "swagger.json", "--output", "api.ts");
        await File.WriteAllTextAsync(Path.Combine(data.Root, "use.ts"), """
            import type { paths } from "./api.js";
            type Body = paths["/api/jobs/manage"]["post"]["requestBody"]["content"]["application/json"];
            const job = { job_title: "Boiler repair", job_description: "", priority_id: 3, status_id: 1, job_type_id: 3, address_id: 1, agent_id: 5 };
            export const create: Body = { action: "create", ...job };
            export const update: Body = { action: "update", uuid: 1, contractor_id: null };
            // @ts-expect-error
            export const missing: Body = { action: "create", job_title: "Boiler repair" };
            // @ts-expect-error
            export const unknown: Body = { action: "burn" };
            """);

        await Tool.Run(data.Root, Tool.Of("tsc"), "--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--module", "nodenext", "use.ts");
    }

    private static async Task Fetch(Product product, DataFolder data, string name)
    {
        using var http = new HttpClient { BaseAddress = product.Url };
        await File.WriteAllTextAsync(Path.Combine(data.Root, "swagger.json"), await http.GetStringAsync(new Uri($"/swagger/{name}/swagger.json", UriKind.Relative)));
    }
}
