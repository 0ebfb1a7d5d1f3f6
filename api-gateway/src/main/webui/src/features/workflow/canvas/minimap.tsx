import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { Graph } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import s from './minimap.module.css';
import { type Box, boundsOf, coloursOf, paintNodes, prepare, union } from './paint';

const SIZE = { width: 136, height: 88 };
const PADDING = 6;
const NEAREST = 2;
const FARTHEST = 0.08;

export interface MinimapProps {
  readonly graph: Graph;
  /** The drawing uses colours, which differ by scheme. */
  readonly scheme: string;
}

interface Placement {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The whole flow in small with the part that is seen, on canvas elements: panning a large flow must not touch a mark for each
 * node. A press goes there, a drag pans, the wheel zooms.
 */
export default function Minimap({ graph, scheme }: MinimapProps) {
  const nodes = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const shade = useRef({ bg: '', line: '' });
  const pressed = useRef<Placement | null>(null);
  const view = useReactFlow();
  const transform = useStore(state => state.transform);
  const width = useStore(state => state.width);
  const height = useStore(state => state.height);
  const whole = useMemo(() => boundsOf(graph), [graph]);
  const [x, y, zoom] = transform;
  const seen: Box = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  const placement = placed(whole ? union(whole, isWithin(seen, whole) ? seen : roundedOut(seen)) : seen);

  const { zoom: scale, x: left, y: top } = pressed.current ?? placement;

  // As long as the view is within the flow its nodes stay where they are on the map, and are not painted again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides what the variables hold
  useEffect(() => {
    const element = nodes.current;
    const context = element && prepare(element, SIZE, left, top, scale);
    if (!context) return;
    const colour = coloursOf(element);
    shade.current = { bg: colour('--bg'), line: colour('--line') };
    paintNodes(context, graph, colour);
  }, [graph, scheme, left, top, scale]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest follows from these
  useEffect(() => {
    const element = canvas.current;
    const context = element && prepare(element, SIZE, left, top, scale);
    if (!context) return;
    context.fillStyle = shade.current.bg;
    context.globalAlpha = 0.7;
    context.beginPath();
    context.rect(-left / scale, -top / scale, SIZE.width / scale, SIZE.height / scale);
    context.rect(seen.x, seen.y, seen.width, seen.height);
    context.fill('evenodd');
    context.globalAlpha = 1;
    context.strokeStyle = shade.current.line;
    context.lineWidth = 1 / scale;
    context.strokeRect(seen.x, seen.y, seen.width, seen.height);
  }, [graph, scheme, transform, width, height]);

  // By hand, since the page must not scroll with it, which React's own listener could not prevent.
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const next = view.getZoom() * 2 ** (-event.deltaY * 0.002);
      void view.zoomTo(Math.max(FARTHEST, Math.min(NEAREST, next)));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [view]);

  const goTo = (event: PointerEvent<HTMLCanvasElement>) => {
    const at = pressed.current;
    if (!at) return;
    const box = event.currentTarget.getBoundingClientRect();
    void view.setCenter((event.clientX - box.left - at.x) / at.zoom, (event.clientY - box.top - at.y) / at.zoom, {
      zoom: view.getZoom(),
    });
  };
  return (
    <Panel position="bottom-left" className={s.map}>
      <canvas ref={nodes} style={SIZE} aria-hidden />
      <canvas
        ref={canvas}
        className={s.seen}
        style={SIZE}
        role="img"
        aria-label={workflowTexts.toolbar.map}
        onPointerDown={event => {
          // The map stays as it is while it is dragged upon, or it would run away from the pointer.
          pressed.current = placement;
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={goTo}
        onPointerUp={() => {
          pressed.current = null;
        }}
        onPointerCancel={() => {
          pressed.current = null;
        }}
      />
    </Panel>
  );
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Larger by less than half its size, and the same over many steps of a pan: else each would paint every node of the map again. */
function roundedOut(box: Box): Box {
  const along = (from: number, length: number) => {
    const step = 2 ** Math.floor(Math.log2(length / 4));
    const start = Math.floor(from / step) * step;
    return [start, Math.ceil((from + length) / step) * step - start] as const;
  };
  const [x, width] = along(box.x, box.width);
  const [y, height] = along(box.y, box.height);
  return { x, y, width, height };
}

/** Where the box lies on the map: as large as it can be, in the middle. */
function placed(box: Box): Placement {
  const zoom = Math.min(
    (SIZE.width - 2 * PADDING) / Math.max(1, box.width),
    (SIZE.height - 2 * PADDING) / Math.max(1, box.height),
  );
  return {
    zoom,
    x: (SIZE.width - box.width * zoom) / 2 - box.x * zoom,
    y: (SIZE.height - box.height * zoom) / 2 - box.y * zoom,
  };
}
