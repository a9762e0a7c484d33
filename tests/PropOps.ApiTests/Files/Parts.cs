namespace PropOps.ApiTests.Files;

/// <summary>Bodies of several parts.</summary>
internal static class Parts
{
    public static MultipartFormDataContent Avatar(Guid user, byte[] picture, string fileName = "me.png") => Of(("user_uuid", user.ToString())).File("avatar", picture, fileName);

    public static MultipartFormDataContent Of(params IEnumerable<(string Name, string Value)> texts)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in texts)
        {
            parts.Add(new StringContent(value), name);
        }

        return parts;
    }

    public static MultipartFormDataContent File(this MultipartFormDataContent parts, string name, byte[] bytes, string fileName)
    {
        parts.Add(new ByteArrayContent(bytes), name, fileName);
        return parts;
    }
}
