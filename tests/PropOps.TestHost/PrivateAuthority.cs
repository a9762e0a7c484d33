using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PropOps.TestHost;

/// <summary>A certificate authority that nobody but its owner trusts, and a certificate of it for 127.0.0.1.</summary>
public sealed class PrivateAuthority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("propops-authority-");

    public PrivateAuthority()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=PropOps test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var root = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=relay.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(root, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var relay = issued.CopyWithPrivateKey(key);

        File.WriteAllText(CaFile, root.ExportCertificatePem());
        File.WriteAllBytes(RelayFile, relay.Export(X509ContentType.Pkcs12));
    }

    public string CaFile => Path.Combine(_folder.FullName, "ca.pem");

    public string RelayFile => Path.Combine(_folder.FullName, "relay.pfx");

    public void Dispose() => _folder.Delete(recursive: true);
}
