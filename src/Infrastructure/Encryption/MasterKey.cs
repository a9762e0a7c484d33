using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Encryption;

/// <summary>Where the key-encryption key comes from: configuration, else a file in the data folder, made on the first start.</summary>
internal static class MasterKey
{
    private const string Key = "Security:MasterKey";

    /// <param name="mustBeConfigured">several nodes share one database: a key made by one of them would be unknown to the others.</param>
    /// <param name="isInUse">there is data that was encrypted with a key: a new one would be of no use.</param>
    public static KeyRing Load(IConfiguration configuration, DataFolder data, bool mustBeConfigured, bool isInUse)
    {
        if (configuration[Key] is { Length: > 0 } configured)
        {
            var bytes = new byte[32];
            return Convert.TryFromBase64String(configured, bytes, out var length) && length == 32
                ? new KeyRing(bytes)
                : throw new StartupException("Security__MasterKey must be 32 bytes in base64.");
        }

        if (mustBeConfigured)
        {
            throw new StartupException("Security__MasterKey is missing; in production with PostgreSQL it is required (32 bytes in base64).");
        }

        var file = data.File("keys", "master.key");
        if (!File.Exists(file))
        {
            if (isInUse)
            {
                throw new StartupException("The key that the database was encrypted with is missing. Set Security__MasterKey, or put keys/master.key back into the data folder.");
            }

            Create(file);
            Console.WriteLine("A new encryption key was made in the data folder (keys/master.key). Back it up: without it the names, contacts and access details in the database cannot be read.");
        }

        return new KeyRing(Convert.FromBase64String(File.ReadAllText(file)));
    }

    private static void Create(string file)
    {
        var temporary = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        // Two processes that start together must end with one key.
        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
        }
    }
}
