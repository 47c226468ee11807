using HaControlPlane.Tests.Lab;

namespace HaControlPlane.Tests.Console;

/// <summary>A test that compiles to machine code, which takes a minute: it runs in CI, where a linker is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip =
        !ProgramFactAttribute.IsOnPath("clang") && !ProgramFactAttribute.IsOnPath("gcc") ? "Neither clang nor gcc is installed."
        : LabMachine.WhyNotNow;
}
