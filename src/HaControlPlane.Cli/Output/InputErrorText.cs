using HaControlPlane.Errors;

namespace HaControlPlane.Cli.Output;

/// <summary>What is wrong with what the console was given: id, what, and below it what to do.</summary>
internal static class InputErrorText
{
    public static void Write(ErrorInfo error, string? what = null, string? fix = null)
    {
        Console.Error.WriteLine($"error {error.Id}: {what ?? error.What}");
        Console.Error.WriteLine($"    fix: {fix ?? error.Fix}");
    }
}
