using OtpNet;
using PropOps.Application.Identity.SecondFactors;
using QRCoder;

namespace PropOps.Infrastructure.Identity.SecondFactors;

internal sealed class AuthenticatorApp(TimeProvider time) : IAuthenticatorApp
{
    private const int SecretBytes = 20;
    private const int PixelsPerModule = 4;

    /// <summary>Clocks differ: the code before and the one after are taken too.</summary>
    private static readonly VerificationWindow OneEitherSide = new(previous: 1, future: 1);

    public string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretBytes));

    public long? StepOf(string secret, string code) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(time.GetUtcNow().UtcDateTime, code, out var step, OneEitherSide) ? step : null;

    public (string Uri, string Svg) Invitation(string secret, string issuer, string account)
    {
        var uri = new OtpUri(OtpType.Totp, secret, account, issuer).ToString();
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return (uri, picture.GetGraphic(PixelsPerModule));
    }
}
