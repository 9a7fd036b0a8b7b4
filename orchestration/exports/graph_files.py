"""Formats graphml and gexf: the networks for Gephi, networkx, igraph, Cytoscape and the like.

Written node by node with the XML writer of Python's library, so that a network of millions of edges needs no memory.
GEXF is version 1.2: Gephi reads it, and networkx reads no later one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from orchestration.exports import about
from orchestration.exports.graphs import Element, Graph, Rows, graphs
from orchestration.exports.plain_xml import xml_text
from orchestration.exports.source import Source

GRAPHML = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
GEXF = {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}
Xml = XMLGenerator


def write_graphml(source: Source, folder: Path) -> None:
    """Write each network as GraphML, and the readme."""
    _write(source, folder, "graphml", _graphml)


def write_gexf(source: Source, folder: Path) -> None:
    """Write each network as GEXF, and the readme."""
    _write(source, folder, "gexf", _gexf)


def _write(source: Source, folder: Path, form: str, write: Callable[[Xml, Source, Graph], None]) -> None:
    found = graphs(source)
    for graph in found:
        with (folder / f"{graph.name}.{form}").open("w", encoding="utf-8", newline="\n") as file:
            xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
            xml.startDocument()
            write(xml, source, graph)
            xml.endDocument()
    contents = "\n".join(f"{graph.name}.{form}: {graph.description}" for graph in found)
    (folder / about.README).write_text(about.readme(source, contents), encoding="utf-8")


def _graphml(xml: Xml, source: Source, graph: Graph) -> None:
    _begin(xml, "graphml", GRAPHML)
    node_keys, edge_keys = _keys(xml, "node", graph.nodes, ("label",)), _keys(xml, "edge", graph.edges, ())
    _begin(xml, "graph", {"id": graph.name, "edgedefault": "undirected"})
    _leaf(xml, "desc", f"{graph.description} {about.citation(source)} Licence: {about.licence_line(source)}.")
    for node in graph.nodes:
        xml.ignorableWhitespace("\n")
        _begin(xml, "node", {"id": node.head[0]})
        _data(xml, node_keys, {"label": node.head[1]} | node.attributes)
        xml.endElement("node")
    for edge in graph.edges:
        xml.ignorableWhitespace("\n")
        _begin(xml, "edge", _ends(edge))
        _data(xml, edge_keys, edge.attributes)
        xml.endElement("edge")
    xml.endElement("graph")
    xml.endElement("graphml")


def _keys(xml: Xml, of: str, rows: Rows, first: tuple[str, ...]) -> dict[str, str]:
    """Declare the attributes and return the key of each."""
    kinds = dict.fromkeys(first, "string") | rows.attributes
    keys = {name: f"{of}_{name}" for name in kinds}
    for name, kind in kinds.items():
        _leaf(xml, "key", "", {"id": keys[name], "for": of, "attr.name": name, "attr.type": kind})
    return keys


def _data(xml: Xml, keys: dict[str, str], values: dict[str, Any]) -> None:
    for name, value in values.items():
        _leaf(xml, "data", _text(value), {"key": keys[name]})


def _gexf(xml: Xml, source: Source, graph: Graph) -> None:
    _begin(xml, "gexf", GEXF)
    _begin(xml, "meta", {"lastmodifieddate": f"{source.refresh.refreshed_at:%Y-%m-%d}"})
    _leaf(xml, "creator", source.terms.publisher or about.TITLE)
    _leaf(xml, "description", f"{graph.description} {about.citation(source)} Licence: {about.licence_line(source)}.")
    xml.endElement("meta")
    _begin(xml, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    node_keys, edge_keys = _attributes(xml, "node", graph.nodes), _attributes(xml, "edge", graph.edges)
    _begin(xml, "nodes")
    for node in graph.nodes:
        _with_values(xml, "node", {"id": node.head[0], "label": xml_text(node.head[1])}, node, node_keys)
    xml.endElement("nodes")
    _begin(xml, "edges")
    for edge in graph.edges:
        ends = _ends(edge) | {"weight": _text(edge.attributes["weight"])}
        _with_values(xml, "edge", ends, edge, edge_keys)
    xml.endElement("edges")
    xml.endElement("graph")
    xml.endElement("gexf")


def _attributes(xml: Xml, of: str, rows: Rows) -> dict[str, str]:
    """Declare the attributes and return the key of each; the weight is a word of GEXF itself."""
    _begin(xml, "attributes", {"class": of, "mode": "static"})
    keys = {name: f"{of}_{name}" for name in rows.attributes if name != "weight"}
    for name, key in keys.items():
        _leaf(xml, "attribute", "", {"id": key, "title": name, "type": rows.attributes[name]})
    xml.endElement("attributes")
    return keys


def _with_values(xml: Xml, name: str, head: dict[str, str], element: Element, keys: dict[str, str]) -> None:
    xml.ignorableWhitespace("\n")
    _begin(xml, name, head)
    _begin(xml, "attvalues")
    for attribute, key in keys.items():
        if attribute in element.attributes:
            _leaf(xml, "attvalue", "", {"for": key, "value": _text(element.attributes[attribute])})
    xml.endElement("attvalues")
    xml.endElement(name)


def _ends(edge: Element) -> dict[str, str]:
    return dict(zip(("id", "source", "target"), edge.head, strict=True))


def _begin(xml: Xml, name: str, attributes: dict[str, str] | None = None) -> None:
    xml.startElement(name, AttributesImpl(attributes or {}))


def _leaf(xml: Xml, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    _begin(xml, name, attributes)
    xml.characters(text)
    xml.endElement(name)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else xml_text(str(value))
