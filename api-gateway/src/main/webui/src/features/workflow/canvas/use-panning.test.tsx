import { renderHook } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { usePanning } from './use-panning';

const at = (x: number, zoom: number) => ({ x, y: 0, zoom });

describe('The canvas while it is moved', () => {
  test('should be one picture until it is zoomed or stands still, or its text would be blurred', () => {
    const box = { current: document.createElement('div') };
    const isPicture = () => box.current.hasAttribute('data-panning');
    const { onMoveStart, onMove, onMoveEnd } = renderHook(() => usePanning(box, () => {})).result.current;
    onMoveStart(null, at(0, 1));
    onMove(null, at(10, 1));
    expect(isPicture()).toBe(true);
    onMove(null, at(10, 1.2));
    expect(isPicture()).toBe(false);
    onMove(null, at(20, 1));
    onMoveEnd(null, at(20, 1));
    expect(isPicture()).toBe(false);
  });
});
