"""A checked model as a module of SMV, the language of NuSMV and nuXmv."""
