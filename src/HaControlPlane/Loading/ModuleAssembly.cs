using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace HaControlPlane.Loading;

/// <summary>
/// Tells the runtime where the engine is while the module is imported. PowerShell looks at every public type before it
/// calls <see cref="OnImport"/>: no public type here may hold a field of an engine's enum or struct, or the look fails.
/// </summary>
public sealed class ModuleAssembly : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Engine = "HaControlPlane.Core";

    private static readonly DependencyLoadContext Dependencies =
        new(Path.Combine(Path.GetDirectoryName(typeof(ModuleAssembly).Assembly.Location)!, "Dependencies"));

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ResolveEngine;

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ResolveEngine;

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Engine ? Dependencies.LoadFromAssemblyName(name) : null;
}
