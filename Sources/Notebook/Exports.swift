// One import serves a cell.
@_exported import Archive
@_exported import ArgumentParser
@_exported import Datasets
@_exported import Figures
@_exported import Findings
@_exported import Networks
@_exported import Robustness
@_exported import Study
@_exported import Teaching
@_exported import Tensors
@_exported import Workflow
