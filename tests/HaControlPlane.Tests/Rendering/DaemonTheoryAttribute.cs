namespace HaControlPlane.Tests.Rendering;

/// <summary>A theory that asks a real daemon about its configuration; skipped, saying why, where it cannot be asked.</summary>
public sealed class DaemonTheoryAttribute : TheoryAttribute
{
    public DaemonTheoryAttribute(string program, bool needsRoot = false)
    {
        if (!ProgramFactAttribute.IsOnPath(program))
        {
            Skip = $"{program} is not installed.";
        }
        else if (needsRoot && Environment.UserName != "root")
        {
            Skip = $"{program} looks up interfaces and addresses: a network namespace of our own needs root.";
        }
    }
}
