using System.Runtime.CompilerServices;

namespace HaControlPlane.Tests.Rendering;

/// <summary>Expected texts, as files beside the tests. UPDATE_GOLDEN=1 writes what is rendered instead of comparing.</summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static void Equal(string name, string actual)
    {
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), actual);
        }

        Assert.True(File.Exists(PathOf(name)), $"There is no {PathOf(name)}; UPDATE_GOLDEN=1 writes it.");
        Assert.Equal(Text(name), actual);
    }

    private static string PathOf(string name) => Path.Combine(Folder(), "Golden", name + ".golden");

    private static string Folder([CallerFilePath] string file = "") =>
        RepositoryRoot.Combine("tests", "HaControlPlane.Tests", Path.GetFileName(Path.GetDirectoryName(file))!);
}
