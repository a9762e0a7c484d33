namespace PropOps.EndToEndTests;

/// <summary>An empty project of a front-end developer, into which the client was installed as npm has it.</summary>
public sealed class ClientProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("propops-client-");

    public string Folder => Path.Combine(_folder.FullName, "project");

    /// <summary>The package as it was written, before npm.</summary>
    public string Package => Path.Combine(_folder.FullName, "package");

    public static async Task<ClientProject> Create()
    {
        var project = new ClientProject();
        await Tool.Run(Tool.Repository, Path.Combine(Tool.Repository, "build/generate-client.sh"), project.Package);
        var archive = (await Tool.Run(project.Package, "npm", "pack", "--silent", "--pack-destination", project._folder.FullName)).Trim();
        Directory.CreateDirectory(project.Folder);
        await project.Write("package.json", """{ "private": true, "type": "module" }""");
        await Tool.Run(project.Folder, "npm", "install", "--offline", "--no-audit", "--no-fund", "--silent", Path.Combine("..", archive));
        return project;
    }

    /// <summary>Compiles one of the files in the folder Client, strictly.</summary>
    public async Task Compile(string name)
    {
        await Write(name, await File.ReadAllTextAsync(Path.Combine(Tool.Repository, "tests/PropOps.EndToEndTests/Client", name)));
        await Write("tsconfig.json", $$"""
            {
              "compilerOptions": {
                "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true, "skipLibCheck": false,
                "target": "ES2022", "module": "NodeNext", "lib": ["ES2022", "DOM"], "types": []
              },
              "files": ["{{name}}"]
            }
            """);
        await Tool.Run(Folder, Tool.Of("tsc"), "--project", ".");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(Folder, name), text);
}
