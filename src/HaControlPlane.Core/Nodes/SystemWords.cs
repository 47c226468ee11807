namespace HaControlPlane.Nodes;

/// <summary>What the system of a node says of a file that it does not write, and what helps. Scripts run in the C locale, so the words are these.</summary>
internal static class SystemWords
{
    /// <summary>The remedy for words that none of the others fit.</summary>
    public const string Otherwise = "Look at what the node's system says there, put that right and run again.";

    /// <summary>The first whose words are said is the remedy.</summary>
    public static IReadOnlyList<Remedy> Remedies { get; } =
    [
        new("and 0 inodes", "Free inodes: df -i shows the file system that has none left; it is full of many small files, however much space is free."),
        new("not enough inodes", "Free inodes: df -i shows the file system that has few left; it is full of many small files, however much space is free."),
        new("No space left on device", "Free disk space on that file system (df -h shows it)."),
        new("Disk quota exceeded", "Raise or lift the quota of root on that file system."),
        new("Read-only file system", "Mount it writable (mount -o remount,rw); where the kernel made it read-only, dmesg says what is wrong with the disk."),
        new("immutable flag", "Somebody forbade changes of it: ask who, and clear the flag (chattr -i)."),
        new("append-only flag", "Somebody forbade changes of it but appending: ask who, and clear the flag (chattr -a)."),
        new("Operation not permitted", "Something forbids it even to root: a flag (lsattr -d shows it, chattr -i clears it), a security module, or a file system without owners."),
        new("Permission denied", "Something forbids it even to root: a security module (SELinux, AppArmor: see the audit log), or a network file system that takes root for nobody."),
        new("Device or resource busy", "The system holds it, as it does a mount point: findmnt shows what is mounted there; unmount it."),
        new("Input/output error", "The disk fails: dmesg says more. Replace it before anything else."),
        new("a folder is there", "Remove the folder. A container runtime makes one when a pod mounts a file that does not exist yet."),
    ];
}
