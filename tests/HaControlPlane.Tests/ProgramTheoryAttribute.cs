namespace HaControlPlane.Tests;

/// <summary>A theory that needs programs; where one is missing it is skipped, and says which.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(params string[] programs)
    {
        if (programs.FirstOrDefault(p => !ProgramFactAttribute.IsOnPath(p)) is { } missing)
        {
            Skip = $"{missing} is not installed.";
        }
    }
}
