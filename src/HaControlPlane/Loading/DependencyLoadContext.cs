using System.Reflection;
using System.Runtime.Loader;

namespace HaControlPlane.Loading;

/// <summary>
/// Where the engine and its YAML parser live: a load context of their own, so that another module's YamlDotNet, older or
/// newer, neither breaks us nor is broken by us. Everything else comes from PowerShell's own context.
/// </summary>
internal sealed class DependencyLoadContext(string folder) : AssemblyLoadContext("HaControlPlane")
{
    /// <summary>Loads an assembly that stands in the folder; null sends the runtime on to the default context.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
