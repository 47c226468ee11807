namespace HaControlPlane.Tests;

/// <summary>A test that needs programs; where one is missing it is skipped, and says which.</summary>
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        if (programs.FirstOrDefault(p => !IsOnPath(p)) is { } missing)
        {
            Skip = $"{missing} is not installed.";
        }
    }

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
